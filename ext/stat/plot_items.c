/*
** plot_items: for each item of a questionnaire the share of yes before and after, as two dots joined by a line.
**
**  (1) Only answers that come in pairs count: n of an item is the number of its rows with both.
**  (2) Items come in the order of their labels (labels.h): numbers, then texts. The axis goes from 0 to 100 %.
**  (3) The open dot is before, the full one after; the line between is dashed where the share fell.
**  (4) At most ASI_ANSWER_ITEMS_MOST items; the description tells of the first ITEMS_TOLD. No complete row: NULL.
*/
#include "answer_items.h"
#include "groups.h"
#include "mem.h"
#include "picture_rows.h"

#define ITEMS_TOLD 20
#define ITEMS_TOP 74.0

typedef struct ItemShare {
  int64_t n, nPre, nPost; /* answers; yes before, yes after */
} ItemShare;

static ItemShare itemShare(const AsiAnswerPairs *pairs) {
  ItemShare share;
  share.nPre = pairs->aCount[1][0] + pairs->aCount[1][1];
  share.nPost = pairs->aCount[0][1] + pairs->aCount[1][1];
  share.n = pairs->aCount[0][0] + pairs->aCount[0][1] + share.nPre;
  return share;
}

static double itemPercent(int64_t nYes, int64_t n) { return 100.0 * (double)nYes / (double)n; }

static void itemDraw(AsiPicture *picture, const AsiAxis *axis, const ItemShare *share, double y) {
  double xPre = asiAxisAt(axis, itemPercent(share->nPre, share->n));
  double xPost = asiAxisAt(axis, itemPercent(share->nPost, share->n));
  const char *zClass = share->nPost > share->nPre ? "asi-up" : share->nPost < share->nPre ? "asi-down" : "asi-same";
  if (share->nPre != share->nPost) {
    asiPictureAdd(picture, &picture->body,
                  "<line class=\"%s\" x1=\"%f\" y1=\"%f\" x2=\"%f\" y2=\"%f\" stroke-width=\"3\"/>", zClass, xPre, y,
                  xPost, y);
  }
  asiPictureAdd(picture, &picture->body,
                "<circle class=\"asi-open\" cx=\"%f\" cy=\"%f\" r=\"6.5\"/><circle class=\"asi-dot %s\" cx=\"%f\" "
                "cy=\"%f\" r=\"4.5\"/>\n",
                xPre, y, zClass, xPost, y);
}

static void itemTell(AsiPicture *picture, const AsiDatum *label, const ItemShare *share) {
  static const char *const azFormat[] = { " %t: %v %% to %v %% (n %d).", " %t: %v %% menjadi %v %% (n %d)." };
  asiPictureAdd(picture, &picture->description, azFormat[picture->language], label, itemPercent(share->nPre, share->n),
                itemPercent(share->nPost, share->n), share->n);
}

static void itemsLegend(AsiPicture *picture) {
  static const char *const azPre[] = { "before", "sebelum" };
  static const char *const azPost[] = { "after", "sesudah" };
  static const char *const azFell[] = { "fell", "turun" };
  asiPictureAdd(picture, &picture->body,
                "<circle class=\"asi-open\" cx=\"23\" cy=\"50\" r=\"6.5\"/><text x=\"36\" y=\"54.5\">%s</text>"
                "<circle class=\"asi-key asi-up\" cx=\"173\" cy=\"50\" r=\"4.5\"/><text x=\"184\" y=\"54.5\">%s</text>"
                "<line class=\"asi-key asi-down\" x1=\"316\" y1=\"50\" x2=\"340\" y2=\"50\" stroke-width=\"3\"/>"
                "<text x=\"347\" y=\"54.5\">%s</text>\n",
                azPre[picture->language], azPost[picture->language], azFell[picture->language]);
}

static void itemsTellCount(AsiPicture *picture, const AsiAnswerItems *items) {
  static const char *const azAll[] = {
    "Items: %d, rose %d, fell %d, unchanged %d. Share answered yes, before and after.",
    "Butir: %d, naik %d, turun %d, tetap %d. Bagian yang menjawab ya, sebelum dan sesudah."
  };
  static const char *const azFirst[] = { " The first %d:", " %d yang pertama:" };
  int64_t n = (int64_t)items->labels.nLabel;
  int64_t nUp = 0, nDown = 0;
  size_t i;
  for (i = 0; i < items->labels.nLabel; i++) {
    ItemShare share = itemShare(&items->aItem[i]);
    nUp += share.nPost > share.nPre;
    nDown += share.nPost < share.nPre;
  }
  asiPictureAdd(picture, &picture->description, azAll[picture->language], n, nUp, nDown, n - nUp - nDown);
  if (n > ITEMS_TOLD) asiPictureAdd(picture, &picture->description, azFirst[picture->language], (int64_t)ITEMS_TOLD);
}

static AsiStatus itemsPicture(const AsiAnswerItems *items, const size_t *aOrder, const AsiAsk *ask, AsiText *text) {
  static const char *const azTitle[] = { "Answered yes, %d items", "Menjawab ya, %d butir" };
  static const char *const azNote[] = { "Percent of those who answered both times (n).",
                                        "Persen dari yang menjawab dua kali (n)." };
  size_t n = items->labels.nLabel;
  AsiPictureRows rows = asiPictureRows(ITEMS_TOP, n, true);
  AsiAxis axis = asiAxisAround(0, 100, true, rows.left, rows.right);
  AsiPicture picture;
  double height;
  size_t i;
  asiPictureOpen(&picture, ask->options->language);
  asiPictureTitle(&picture, azTitle, (int64_t)n);
  itemsTellCount(&picture, items);
  itemsLegend(&picture);
  asiPictureAxisBelow(&picture, &axis, rows.top, rows.bottom);
  for (i = 0; i < n; i++) {
    const AsiDatum *label = &items->labels.aLabel[aOrder[i]];
    ItemShare share = itemShare(&items->aItem[aOrder[i]]);
    asiPictureRowName(&picture, &rows, i, label, share.n);
    itemDraw(&picture, &axis, &share, asiPictureRow(&rows, i));
    if (i < ITEMS_TOLD) itemTell(&picture, label, &share);
  }
  asiPictureNote(&picture, rows.bottom + 44, azNote[picture.language]);
  height = asiPictureMissing(&picture, rows.bottom + 56, ask->nMissing);
  return asiPictureClose(&picture, height, text);
}

static AsiStatus itemsWrite(void *state, const AsiAsk *ask, AsiText *text) {
  const AsiAnswerItems *items = state;
  AsiStatus status = asiLabelsCheck(&items->labels, ASI_ANSWER_ITEMS_MOST, 1, ask->words);
  size_t *aOrder;
  if (status != ASI_OK) return status;
  if (items->labels.nLabel == 0) return ASI_UNDEFINED;
  aOrder = asiAllocArray(items->labels.nLabel, sizeof *aOrder);
  if (aOrder == NULL) return ASI_NOMEM;
  asiLabelsOrder(&items->labels, aOrder);
  status = itemsPicture(items, aOrder, ask, text);
  asiFree(aOrder);
  return status;
}

const AsiFamily asiPlotItems = {
  .zName = "plot_items",
  .state = &asiKindAnswerItems,
  .nDatum = 3,
  .aDatum = { ASI_DATUM_LABEL, ASI_DATUM_ANSWER, ASI_DATUM_ANSWER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_LANGUAGE,
  .write = itemsWrite,
  .written = ASI_WRITTEN_TEXT,
};
