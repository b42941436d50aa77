// Tokens by a name each has: a number, a colour and a mark for every name, so that colour is never alone.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui {

/// What colours tell of tokens.
enum Colouring { ByCluster, ByToken, ByCategory, ByEntropy };

struct Categories {
    std::vector<int> of;  // N: which name, by first appearance
    std::vector<QString> name;
};

/// By the file's category, or with ByToken by the words themselves; empty where there is nothing to go by.
Categories categoriesOf(const Snapshot& snapshot, int colouring);

/// A key of at most `most` names in the top right corner of a plot; more are counted.
void paintCategoryKey(QPainter& painter, const QRectF& plot, const Categories& categories, const Style& style,
                      int most = 6);

}  // namespace gauge::ui
