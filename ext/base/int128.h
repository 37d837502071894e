/*
** Whole numbers of 128 bits, aligned as SQLite aligns: its heap promises 8 bytes, and these may lie in a state there.
*/
#ifndef ASI_INT128_H
#define ASI_INT128_H

__extension__ typedef unsigned __int128 asi_u128 __attribute__((aligned(8)));
__extension__ typedef __int128 asi_i128 __attribute__((aligned(8)));

#endif
