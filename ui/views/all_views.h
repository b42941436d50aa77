// The views there are.
#pragma once

#include "ui/scene/view_kind.h"

#include <string>

namespace gauge::ui {

/// In the order of menus and keys.
const std::vector<ViewKind>& viewKinds();

/// By its name, or by one that it had in an earlier version; null for another.
const ViewKind* findView(const QString& name);

/// Whose panel it is: "beliefs", or of a duplicate "beliefs-2"; null for another's.
const ViewKind* viewOfPanel(const QString& panel);

/// What tells a duplicate from the first: "2" of "beliefs-2", empty of "beliefs".
QString duplicateOf(const QString& panel);

/// A panel by its view's present name, "meta-tokens-2" for the "tower-2" of an earlier version; empty where there is no such view.
QString presentName(const QString& panel);

/// The passages of all views, as the manual has them: Markdown.
QString viewsManual();

/// The views of which an answer is yes, as in a sentence: "attention, beliefs or consensus".
std::string namesOfViews(bool (*answer)(const ViewKind&));

}  // namespace gauge::ui
