// Recipes of figures: their JSON, and figures (PDF, SVG, PNG) that claim to carry one.
#include "tests/fuzz/target.h"
#include "ui/figure/figure_recipe.h"

using namespace gauge;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::limitMemory();
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const QByteArray text = ui::recipeIn(bytes).value_or(bytes);
    ui::FigureSpec spec;
    if (!fuzz::accepts([&] { spec = ui::specFromRecipe(text); }))
        return 0;
    const QByteArray once = ui::recipeText(spec);
    if (ui::recipeText(ui::specFromRecipe(once)) != once)
        fuzz::broken("a recipe that was read is written and read again unchanged");
    return 0;
}
