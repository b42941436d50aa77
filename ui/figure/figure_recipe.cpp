#include "ui/figure/figure_recipe.h"

#include "core/error.h"
#include "core/io/json.h"
#include "core/io/npz.h"
#include "core/version.h"
#include "ui/figure/figure_map.h"
#include "ui/views/all_views.h"
#include "ui/views/view_options_json.h"

#include <array>
#include <cmath>
#include <QRegularExpression>
#include <QtEndian>
#include <zlib.h>

namespace gauge::ui {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "gaugescope-figure";
constexpr const char* kBegin = "gaugescope-recipe:";
constexpr const char* kEnd = ":end-of-recipe";
constexpr const char* kPngKey = "gaugescope-recipe";
constexpr std::array<const char*, 3> kMaps{"viridis", "cividis", "magma"};

/// Between markers, in letters that every format takes as they are.
QByteArray marked(const QByteArray& recipe)
{
    return kBegin + recipe.toBase64() + kEnd;
}

double lengthIn(const json& from, const char* key, double otherwise, double least, double greatest)
{
    const auto found = from.find(key);
    if (found == from.end())
        return otherwise;
    if (!found->is_number() || !(found->get<double>() >= least) || !(found->get<double>() <= greatest))
        fail("figure.{}: expected a number from {} to {}, found {}", key, least, greatest, found->dump());
    return found->get<double>();
}

bool flagIn(const json& from, const char* key, bool otherwise)
{
    const auto found = from.find(key);
    if (found == from.end())
        return otherwise;
    if (!found->is_boolean())
        fail("figure.{}: expected true or false, found {}", key, found->dump());
    return found->get<bool>();
}

QString textIn(const json& from, const char* key)
{
    const auto found = from.find(key);
    if (found == from.end())
        return {};
    if (!found->is_string())
        fail("figure.{}: expected a text, found {}", key, found->dump());
    return QString::fromStdString(found->get<std::string>());
}

/// Adds the arrays of their maps.
json panelsJson(const FigureSpec& spec, NpzArrays& arrays)
{
    json panels = json::array();
    for (const FigurePanel& panel : spec.panels) {
        panels.push_back({{"view", panel.kind->name},
                          {"options", optionsJson(*panel.kind, panel.options)},
                          {"selection", lockJson(panel.selection)}});
        if (!panel.map.map)
            continue;
        MapParts parts = mapParts(panel, fmt::format("map-{}/", panels.size() - 1));
        panels.back()["map"] = std::move(parts.json);
        arrays.merge(parts.arrays);
    }
    return panels;
}

std::vector<FigurePanel> panelsFrom(const json& list, const NpzArrays& arrays, const Session& session)
{
    if (!list.is_array() || list.empty() || list.size() > 26)
        fail("panels: expected a list of 1 to 26 panels, found {}", list.is_array() ? std::to_string(list.size()) : "none");
    std::vector<FigurePanel> panels;
    for (const json& entry : list) {
        const json view = entry.is_object() ? entry.value("view", json()) : json();
        const ViewKind* kind = view.is_string() ? findView(QString::fromStdString(view.get<std::string>())) : nullptr;
        if (!kind || kind->measured)
            fail("panels.view: expected {}, found {}", namesOfViews([](const ViewKind& k) { return !k.measured; }),
                 view.dump());
        panels.push_back({kind, optionsFromJson(*kind, entry.value("options", json::object()), "panels.options"),
                          lockFromJson(entry.value("selection", json::object()), "panels.selection")});
        if (kind->mapped && entry.contains("map"))
            panels.back().map = mapFrom(entry["map"], arrays, session.run.model);
    }
    return panels;
}

constexpr const char* kPngSignature = "\x89PNG\r\n\x1a\n";

quint32 bigEndianAt(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

void appendBigEndian(QByteArray& bytes, quint32 value)
{
    char raw[4];
    qToBigEndian(value, raw);
    bytes.append(raw, 4);
}

std::optional<QByteArray> recipeInPng(const QByteArray& png)
{
    for (qsizetype at = 8; at + 12 <= png.size();) {
        const auto length = static_cast<qsizetype>(bigEndianAt(png, at));
        if (length > png.size() - at - 12)
            return std::nullopt;
        const QByteArray data = png.mid(at + 8, length);
        const QByteArray key = QByteArray(kPngKey) + QByteArray(5, '\0');
        if (png.mid(at + 4, 4) == "iTXt" && data.startsWith(key))
            return data.mid(key.size());
        at += length + 12;
    }
    return std::nullopt;
}

}  // namespace

json lookJson(const FigureLook& look)
{
    return {{"width", look.widthMm},
            {"height", look.heightMm},
            {"font", look.fontPt},
            {"family", look.family.toStdString()},
            {"line", look.linePt},
            {"theme", look.theme == Theme::Dark ? "dark" : "light"},
            {"colour-map", kMaps[static_cast<std::size_t>(look.map)]},
            {"columns", look.columns},
            {"letters", look.letters},
            {"titles", look.titles},
            {"title", look.title.toStdString()},
            {"labels", look.labels},
            {"colour-bar", look.colourBar},
            {"dpi", look.dpi}};
}

FigureLook lookFromJson(const json& from)
{
    if (!from.is_object())
        fail("figure: expected an object, found {}", from.type_name());
    FigureLook look;
    look.widthMm = lengthIn(from, "width", look.widthMm, 10, 2000);
    look.heightMm = lengthIn(from, "height", 0, 0, 2000);
    look.fontPt = lengthIn(from, "font", look.fontPt, 3, 72);
    look.linePt = lengthIn(from, "line", 0, 0, 10);
    look.dpi = lengthIn(from, "dpi", look.dpi, 36, 1200);
    const double columns = lengthIn(from, "columns", 0, 0, 26);
    if (columns != std::floor(columns))
        fail("figure.columns: expected a whole number, found {}", columns);
    look.columns = static_cast<int>(columns);
    look.family = textIn(from, "family");
    look.title = textIn(from, "title");
    look.letters = flagIn(from, "letters", true);
    look.titles = flagIn(from, "titles", false);
    look.labels = flagIn(from, "labels", true);
    look.colourBar = flagIn(from, "colour-bar", true);
    const QString theme = textIn(from, "theme");
    if (!theme.isEmpty() && theme != QLatin1String("light") && theme != QLatin1String("dark"))
        fail("figure.theme: expected light or dark, found '{}'", theme.toStdString());
    look.theme = theme == QLatin1String("dark") ? Theme::Dark : Theme::Light;
    const QString map = textIn(from, "colour-map");
    for (std::size_t k = 0; k < kMaps.size(); ++k) {
        if (map == QLatin1String(kMaps[k]))
            look.map = static_cast<ColourMap>(k);
        else if (k + 1 == kMaps.size() && !map.isEmpty() && look.map == ColourMap::Viridis &&
                 map != QLatin1String(kMaps[0]))
            fail("figure.colour-map: expected viridis, cividis or magma, found '{}'", map.toStdString());
    }
    return look;
}

QByteArray recipeText(const FigureSpec& spec)
{
    Session session = spec.session;
    session.window = json::object();
    session.path.clear();  // where it lay is nobody's business
    session.run.extras = {};
    SessionParts parts = sessionParts(session);
    json panels = panelsJson(spec, parts.arrays);
    json out{{"format", kFormat},
             {"version", 1},
             {"program", GAUGESCOPE_VERSION},
             {"session", std::move(parts.json)},
             {"panels", std::move(panels)},
             {"names", namesJson(spec.names)},
             {"figure", lookJson(spec.look)}};
    if (!parts.arrays.empty()) {
        const std::string bytes = archiveBytes({std::move(parts.arrays), {}, {}});
        if (bytes.size() > kLargestRecipe)
            fail("recipe: expected a state of at most {} MB, found {} MB; save a session beside the figure instead",
                 kLargestRecipe >> 20, bytes.size() >> 20);
        out["arrays"] = QByteArray::fromStdString(bytes).toBase64().toStdString();
    }
    return QByteArray::fromStdString(out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

FigureSpec specFromRecipe(const QByteArray& text)
{
    const json from = parseJson(text.toStdString(), "recipe");
    if (!from.is_object() || from.value("format", json()) != kFormat)
        fail("recipe: expected the format '{}', found {}", kFormat,
             from.is_object() && from.contains("format") ? from["format"].dump() : "none");
    FigureSpec spec;
    NpzArrays arrays;
    if (const auto found = from.find("arrays"); found != from.end()) {
        if (!found->is_string())
            fail("recipe: arrays: expected a text, found {}", found->type_name());
        const auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(found->get<std::string>()),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            fail("recipe: arrays: expected base64, found something else");
        arrays = readArchive(bytes.decoded.toStdString(), "recipe: arrays").arrays;
    }
    spec.session = sessionFrom(from.value("session", json()), arrays);
    spec.panels = panelsFrom(from.value("panels", json()), arrays, spec.session);
    spec.names = namesFromJson(from.value("names", json::array()), "names");
    spec.look = lookFromJson(from.value("figure", json::object()));
    return spec;
}

QByteArray withRecipeInSvg(const QByteArray& svg, const QByteArray& recipe)
{
    if (recipe.isEmpty())
        return svg;
    QByteArray out = svg;
    const qsizetype end = out.lastIndexOf("</svg>");
    out.insert(end < 0 ? out.size() : end, "<metadata>" + marked(recipe) + "</metadata>\n");
    return out;
}

QByteArray withRecipeInPng(const QByteArray& png, const QByteArray& recipe)
{
    if (recipe.isEmpty())
        return png;
    // keyword, 0, not compressed, 0, no language, 0, no translated keyword, 0, text
    QByteArray body = "iTXt" + QByteArray(kPngKey) + QByteArray(5, '\0') + recipe;
    QByteArray chunk;
    appendBigEndian(chunk, static_cast<quint32>(body.size() - 4));
    chunk += body;
    appendBigEndian(chunk, static_cast<quint32>(
                               crc32(0, reinterpret_cast<const Bytef*>(body.constData()), static_cast<uInt>(body.size()))));
    QByteArray out = png;
    const qsizetype end = out.lastIndexOf("IEND");
    return end < 4 ? png : out.insert(end - 4, chunk);
}

/// An incremental update (ISO 32000-1, 7.5.6): one stream object more, a cross-reference section and a trailer that points back.
QByteArray withRecipeInPdf(const QByteArray& pdf, const QByteArray& recipe)
{
    if (recipe.isEmpty())
        return pdf;
    static const QRegularExpression trailer(QStringLiteral(R"(trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$)"),
                                            QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression size(QStringLiteral(R"(/Size\s+(\d+))"));
    const auto match = trailer.match(QString::fromLatin1(pdf));
    const auto sizeMatch = size.match(match.captured(1));
    if (!match.hasMatch() || !sizeMatch.hasMatch())
        fail("figure: expected a PDF with a plain trailer to put the recipe into, found another");
    const int number = sizeMatch.captured(1).toInt();
    const QByteArray text = marked(recipe);
    QByteArray out = pdf;
    if (!out.endsWith('\n'))
        out += '\n';
    const qsizetype object = out.size();
    out += QByteArray::number(number) + " 0 obj\n<< /Type /GaugescopeRecipe /Length " + QByteArray::number(text.size()) +
           " >>\nstream\n" + text + "\nendstream\nendobj\n";
    const qsizetype table = out.size();
    out +=
        "xref\n" + QByteArray::number(number) + " 1\n" + QByteArray::number(object).rightJustified(10, '0') + " 00000 n \n";
    QString entries = match.captured(1);
    entries.replace(size, QStringLiteral("/Size %1").arg(number + 1));
    entries.remove(QRegularExpression(QStringLiteral(R"(/Prev\s+\d+)")));
    out += "trailer\n<<" + entries.toLatin1().trimmed() + "\n/Prev " + match.captured(2).toLatin1() + "\n>>\nstartxref\n" +
           QByteArray::number(table) + "\n%%EOF\n";
    return out;
}

std::optional<QByteArray> recipeIn(const QByteArray& figure)
{
    if (figure.startsWith(kPngSignature))
        return recipeInPng(figure);
    const qsizetype begin = figure.lastIndexOf(kBegin);
    const qsizetype end = begin < 0 ? -1 : figure.indexOf(kEnd, begin);
    if (end < 0)
        return std::nullopt;
    const qsizetype from = begin + static_cast<qsizetype>(qstrlen(kBegin));
    const auto text = QByteArray::fromBase64Encoding(figure.mid(from, end - from), QByteArray::AbortOnBase64DecodingErrors);
    return text ? std::optional(text.decoded) : std::nullopt;
}

}  // namespace gauge::ui
