/*
** A target under a plain main(): each file of the directories named is one input. Ends like a test file; a finding is a
** signal or an abort, with the file's name the last thing said.
*/
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static uint8_t aInput[1 << 16];

static int replayFile(const char *zPath) {
  FILE *file = fopen(zPath, "rb");
  size_t n;
  if (file == NULL) return 0;
  n = fread(aInput, 1, sizeof aInput, file);
  (void)fclose(file);
  (void)setenv("FUZZ_INPUT", zPath, 1);
  (void)LLVMFuzzerTestOneInput(aInput, n);
  return 1;
}

static int replayDirectory(const char *zDirectory) {
  DIR *directory = opendir(zDirectory);
  struct dirent *entry;
  char z[1000];
  int nFile = 0;
  while (directory != NULL && (entry = readdir(directory)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    (void)snprintf(z, sizeof z, "%s/%s", zDirectory, entry->d_name);
    nFile += replayFile(z);
  }
  if (directory != NULL) (void)closedir(directory);
  return nFile;
}

int main(int argc, char **argv) {
  int nFile = 0;
  for (int i = 1; i < argc; i++) nFile += replayDirectory(argv[i]);
  printf("%d passed, %d failed\n", nFile, nFile == 0);
  return nFile == 0;
}
