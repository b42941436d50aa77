// The recipe of a figure: JSON that makes the same figure again, beside it or inside it.
#pragma once

#include "ui/figure/figure.h"

#include <optional>

namespace gauge::ui {

/// States are kept inside as an archive, up to this many bytes; a larger one is refused (Error), and a figure then carries no recipe.
constexpr std::size_t kLargestRecipe = 24u << 20;

QByteArray recipeText(const FigureSpec& spec);

/// Throws Error: which key, what was expected and found.
FigureSpec specFromRecipe(const QByteArray& text);

/// What a look is in a recipe, and back.
nlohmann::json lookJson(const FigureLook& look);
FigureLook lookFromJson(const nlohmann::json& json);

/// The figure with the recipe inside; unchanged without one. PNG: an iTXt chunk; SVG: metadata; PDF: XMP metadata added as an update.
QByteArray withRecipeInPdf(const QByteArray& pdf, const QByteArray& recipe);
QByteArray withRecipeInSvg(const QByteArray& svg, const QByteArray& recipe);
QByteArray withRecipeInPng(const QByteArray& png, const QByteArray& recipe);

/// The recipe that a PDF, SVG or PNG of ours carries; nothing for other files.
std::optional<QByteArray> recipeIn(const QByteArray& figure);

}  // namespace gauge::ui
