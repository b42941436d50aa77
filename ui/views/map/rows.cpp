#include "ui/views/map/rows.h"

#include "core/sweep/axis.h"
#include "ui/scene/words.h"

#include <string_view>

namespace gauge::ui::map {

const std::vector<const char*>& mapRows()
{
    static const std::vector<const char*> rows = [] {
        std::vector<const char*> names;
        for (const ParameterInfo& row : parameterTable())
            if (sweepRefusal(row).empty())
                names.push_back(row.name);
        return names;
    }();
    return rows;
}

const std::vector<const char*>& mapRowsOrNone()
{
    static const std::vector<const char*> rows = [] {
        std::vector<const char*> names = mapRows();
        names.insert(names.begin(), "none");
        return names;
    }();
    return rows;
}

QString rowSymbol(const ParameterInfo& row)
{
    return words(*row.symbol != '\0' ? row.symbol : row.label);
}

QString rowTitle(const ParameterInfo& row)
{
    QString title = words(row.label);
    if (*row.symbol != '\0')
        title = words(row.symbol) + QStringLiteral(", ") + title;
    return *row.unit != '\0' ? words("%1 (%2)").arg(title, words(row.unit)) : title;
}

}  // namespace gauge::ui::map
