// The same picture in every medium: PDF, PNG and SVG are compared dot by dot, PDFs are read by other programs, and what a referee would object to is
// found in what was drawn.
#include "core/io/file.h"
#include "core/pipeline/pair.h"
#include "tests/support/cli.h"
#include "tests/support/read_back.h"
#include "ui/figure/referee.h"
#include "ui/painter/colour_vision.h"
#include "ui/scene/matrix.h"
#include "ui/scene/table_text.h"
#include "ui/scene/token_text.h"
#include "ui/views/all_views.h"

#include <cmath>
#include <QRegularExpression>

namespace gauge::ui::test {
namespace {

using gauge::test::CliResult;
using gauge::test::runProgram;
using gauge::test::TemporaryFolder;

class Media : public ReadBack {
protected:
    TemporaryFolder folder_;

    std::string write(const char* name, const QByteArray& bytes) const
    {
        writeFileAtomically(folder_.file(name), bytes.toStdString());
        return folder_.file(name);
    }

    /// A PDF at 200 dots an inch, as poppler has it.
    QImage renderedPdf(const QByteArray& pdf) const
    {
        const CliResult r = runProgram("/usr/bin/pdftoppm",
                                       {"-r", "200", "-png", "-singlefile", write("figure.pdf", pdf), folder_.file("pdf")});
        EXPECT_EQ(r.code, 0) << r.err;
        return QImage(QString::fromStdString(folder_.file("pdf.png"))).convertToFormat(QImage::Format_RGB32);
    }
    /// An SVG at 200 dots an inch, as librsvg has it.
    QImage renderedSvg(const QByteArray& svg) const
    {
        const CliResult r = runProgram("/usr/bin/rsvg-convert", {"-d", "200", "-p", "200", "-b", "white",
                                                                 write("figure.svg", svg), "-o", folder_.file("svg.png")});
        EXPECT_EQ(r.code, 0) << r.err;
        return QImage(QString::fromStdString(folder_.file("svg.png"))).convertToFormat(QImage::Format_RGB32);
    }
};

int difference(const QColor& a, const QColor& b)
{
    return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
}

/// Share of dots that another medium paints clearly otherwise, letters and edges aside: in the mean of 3 × 3 dots.
double unlike(const QImage& a, const QImage& b)
{
    const int w = std::min(a.width(), b.width()) / 3;
    const int h = std::min(a.height(), b.height()) / 3;
    const QImage x = a.scaled(w, h, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage y = b.scaled(w, h, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    int unlike = 0;
    for (int r = 0; r < h; ++r)
        for (int c = 0; c < w; ++c)
            unlike += difference(x.pixelColor(c, r), y.pixelColor(c, r)) > 64 ? 1 : 0;
    return static_cast<double>(unlike) / (w * h);
}

TEST_F(Media, PdfAndSvgAreOnePicture)
{
    const auto s = snapshotOf(kindsOfState()[0].input());
    for (const ViewKind& kind : viewKinds()) {
        if (kind.measured || !refusalOf(kind, Scene{s, {}, {}, {}}).isEmpty())
            continue;
        RunInput input = s->input;
        input.extras.curves = kind.curves;
        const auto shown = kind.curves ? snapshotOf(input) : s;
        const QImage pdf = renderedPdf(figure(kind.name, {}, shown, QStringLiteral("pdf")));
        const QImage svg = renderedSvg(figure(kind.name, {}, shown));
        EXPECT_LT(unlike(pdf, svg), 0.01) << kind.name;
        QImage negative = pdf;
        negative.invertPixels();
        EXPECT_GT(unlike(pdf, negative), 0.5) << "the comparison compares";
    }
}

/// 129 tokens and more were a photograph in the PDF: 3.8 % of the cells another colour.
TEST_F(Media, EveryCellOfALargeMatrixHasItsColourInThePdf)
{
    RunInput input = kindsOfState().back().input();
    gauge::setParameter(input.parameters, gauge::parameterInfo("kappa"), "0.3");
    const auto s = snapshotOf(input);
    const QByteArray svgBytes = figure("attention", {}, s);
    const Svg svg = readSvg(svgBytes);
    const DrawnMatrix drawn = bitmap(svg);
    const QImage pdf = renderedPdf(figure("attention", {}, s, QStringLiteral("pdf")));
    const double scale = 200 / 72.0;
    const auto n = static_cast<int>(drawn.cells.size());
    const double cell = drawn.place.width() / n;
    int wrong = 0;
    for (int r = 0; r < n; ++r)
        for (int c = 0; c < n; ++c) {
            const QPointF at = (drawn.place.topLeft() + QPointF((c + 0.5) * cell, (r + 0.5) * cell)) * scale;
            wrong += difference(pdf.pixelColor(at.toPoint()),
                                drawn.cells[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]) > 2
                         ? 1
                         : 0;
        }
    EXPECT_EQ(wrong, 0) << "of " << n * n;
}

TEST_F(Media, PngCellsHaveTheColoursOfTheSvg)
{
    for (const std::size_t k : {std::size_t{0}, kindsOfState().size() - 1}) {
        const auto s = snapshotOf(kindsOfState()[k].input());
        const Svg svg = readSvg(figure("attention", {}, s));
        const DrawnMatrix drawn = s->tokens() > 128 ? bitmap(svg) : squares(svg, s->tokens());
        const QImage png = QImage::fromData(figure("attention", {}, s, QStringLiteral("png")));
        const double scale = 300 / 72.0;
        const auto n = static_cast<int>(drawn.cells.size());
        const double cell = drawn.place.width() / n;
        for (int r = 0; r < n; ++r)
            for (int c = 0; c < n; ++c) {
                const QPointF at = (drawn.place.topLeft() + QPointF((c + 0.45) * cell, (r + 0.45) * cell)) * scale;
                EXPECT_LE(difference(png.pixelColor(at.toPoint()),
                                     drawn.cells[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]),
                          2)
                    << r << ' ' << c;
            }
    }
}

/// pdftotext is silent and qpdf finds nothing to mend: of every view, and of tokens that are hard to write.
TEST_F(Media, ReadersOfPdfHaveNothingToComplainOf)
{
    RunInput hard = kindsOfState()[8].input();
    auto state = std::make_shared<State>(*hard.state);
    const std::vector<std::string> tokens{"<s>", "%1", "R&D", " ", "a\nb", "\t", "\"q\"", "c\rd", "x y"};
    for (std::size_t i = 0; i < state->tokens.size(); ++i)
        state->tokens[i] = tokens[i % tokens.size()];
    hard.state = state;
    for (const RunInput& input : {kindsOfState()[0].input(), kindsOfState()[1].input(), hard})
        for (const ViewKind& kind : viewKinds()) {
            RunInput asked = input;
            asked.extras.curves = kind.curves;
            const auto s = snapshotOf(asked);
            if (kind.measured)
                continue;
            const std::string path = write("figure.pdf", figure(kind.name, {}, s, QStringLiteral("pdf")));
            const CliResult text = runProgram("/usr/bin/pdftotext", {path, "-"});
            EXPECT_EQ(text.code, 0) << kind.name;
            EXPECT_EQ(text.err, "") << kind.name;
            const CliResult check = runProgram("/usr/bin/qpdf", {"--check", path});
            EXPECT_EQ(check.code, 0) << kind.name << ' ' << check.out << check.err;
        }
}

/// Notes of a figure of one panel.
QStringList notesOf(const char* view, const ViewOptions& options, const std::shared_ptr<const Snapshot>& s,
                    const FigureLook& look)
{
    FigureSpec spec;
    spec.session.run = s->input;
    spec.panels.push_back({findView(QLatin1String(view)), options, {}});
    spec.look = look;
    return refereeNotes(spec, {s, nullptr});
}

bool says(const QStringList& notes, const char* words)
{
    return notes.join(QLatin1Char('\n')).contains(QString::fromUtf8(words));
}

TEST_F(Media, TheRefereeReadsWhatWasDrawn)
{
    const auto s = snapshotOf(kindsOfState()[0].input());
    FigureLook small;
    small.widthMm = 30;
    EXPECT_TRUE(says(notesOf("consensus", {}, s, small), "Shortened: "))
        << notesOf("consensus", {}, s, small).join('\n').toStdString();
    EXPECT_TRUE(says(notesOf("attention", {}, snapshotOf(kindsOfState()[9].input()), small), "names of rows: "));
    EXPECT_TRUE(says(notesOf("beliefs", {}, s, small), "titles of axes: 0 of 2"))
        << notesOf("beliefs", {}, s, small).join('\n').toStdString();
    FigureLook other;
    other.family = QStringLiteral("No Such Font");
    EXPECT_TRUE(says(notesOf("attention", {}, s, other), "The font 'No Such Font' is not here; "));
    auto scripts = std::make_shared<Snapshot>(*s);
    auto state = std::make_shared<State>(*s->state);
    state->tokens[0] = "\xF0\x93\x80\x80";  // an Egyptian hieroglyph
    scripts->state = state;
    EXPECT_TRUE(says(notesOf("attention", {}, scripts, {}), "No font here has"))
        << notesOf("attention", {}, scripts, {}).join('\n').toStdString();
    FigureLook wide;
    wide.widthMm = 183;
    for (const char* view : {"attention", "beliefs"})
        EXPECT_FALSE(says(notesOf(view, {}, s, wide), "Shortened")) << notesOf(view, {}, s, wide).join('\n').toStdString();
}

TEST_F(Media, OverlapIsFound)
{
    ViewKind planted;
    planted.name = "planted";
    planted.title = "Planted";
    planted.paint = [](QPainter& painter, const QRectF& area, const Scene& scene) {
        painter.setFont(scene.style.textFont());
        painter.drawText(area.center(), QStringLiteral("one text"));
        painter.drawText(area.center() + QPointF(6, 1), QStringLiteral("another"));
    };
    const auto s = snapshotOf(kindsOfState()[1].input());
    FigureSpec spec;
    spec.session.run = s->input;
    spec.panels.push_back({&planted, {}, {}});
    const QStringList notes = refereeNotes(spec, {s, nullptr});
    EXPECT_TRUE(says(notes, "Over one another: 'another' and 'one text'.")) << notes.join('\n').toStdString();
}

/// Every picture of every view: the choices of its first control.
std::vector<ViewOptions> picturesOf(const ViewKind& kind)
{
    std::vector<ViewOptions> pictures(1);
    for (const char* name : {"mode", "trails"})
        if (const ViewControl* control = controlOf(kind, QLatin1String(name)))
            for (int k = 1; k < std::max(2, static_cast<int>(control->choices.size())); ++k) {
                pictures.emplace_back();
                control->place.set(pictures.back(), k);
            }
    return pictures;
}

TEST_F(Media, HintsOfTheWindowDoNotPrint)
{
    static const QRegularExpression hint(
        QStringLiteral("wheel|click|[Pp]oint at|drag|[Rr]aise |select a|[Cc]hoose |open a"));
    for (const Kind& k : kindsOfState())
        for (const ViewKind& kind : viewKinds()) {
            RunInput input = k.input();
            input.extras.curves = kind.curves;
            Scene scene;
            scene.snapshot = snapshotOf(input);
            for (const ViewOptions& options : picturesOf(kind)) {
                scene.options = options;
                if (kind.measured || !refusalOf(kind, scene).isEmpty())
                    continue;
                for (const SvgText& t : readSvg(figure(kind.name, options, scene.snapshot)).texts)
                    EXPECT_FALSE(hint.match(t.text).hasMatch())
                        << k.name << ' ' << kind.name << ' ' << t.text.toStdString();
            }
        }
}

/// A formula's scripts and marks touch one another, and are one text: the check does not cry wolf.
TEST_F(Media, AFormulaIsOneText)
{
    const auto s = snapshotOf(kindsOfState()[0].input());
    FigureSpec spec;
    spec.session.run = s->input;
    spec.panels.push_back({findView(QStringLiteral("inspector")), {}, {}});
    for (const double width : {89.0, 139.7}) {
        spec.look.widthMm = width;
        const QStringList notes = refereeNotes(spec, {s, nullptr});
        EXPECT_TRUE(notes.filter(QStringLiteral("Over one another")).isEmpty()) << notes.join('\n').toStdString();
    }
}

/// A, B and B − A of one pair, on one scale.
TEST_F(Media, ComparedStatesShareWhatTheyAreDrawnOn)
{
    RunInput input = kindsOfState()[0].input();
    const auto b = snapshotOf(input);
    input.layer = 0;
    gauge::setParameter(input.parameters, gauge::parameterInfo("kappa"), "0.4");
    const auto a = snapshotOf(input);
    FigureSpec spec;
    spec.session.run = b->input;
    spec.look.widthMm = 600;
    const auto drawn = [&](const char* view, const ViewOptions& options) {
        spec.panels = {{findView(QLatin1String(view)), options, {}}};
        return readSvg(renderFigure(spec, {b, a}, QStringLiteral("svg")));
    };
    const Svg inspected = drawn("inspector", {});
    Scene alone;
    alone.snapshot = b;
    const std::pair<int, int> pair = pairOf(alone);
    std::vector<double> scales;  // of the bars of A and of B, points a nat
    for (const double left : {0.0, inspected.page.width() / 3})
        for (const SvgText& name : inspected.texts)
            if (name.text == QStringLiteral("E, their sum") && name.at.x() >= left &&
                name.at.x() < left + inspected.page.width() / 3)
                for (const SvgRect& bar : inspected.rects)
                    if (bar.fill.alpha() > 0 && bar.place.top() < name.at.y() &&
                        bar.place.bottom() > name.at.y() - name.size && bar.place.left() > name.at.x() &&
                        bar.place.right() < left + inspected.page.width() / 3) {
                        const PairWalk walk = walkPair(left == 0 ? *a : *b, pair.first, pair.second, 0);
                        scales.push_back(bar.place.width() / walk.heads[0].energy);
                    }
    ASSERT_EQ(scales.size(), 2U);
    EXPECT_NEAR(scales[0], scales[1], 0.01 * scales[0]);
    std::set<QString> pairs;
    for (const SvgText& t : inspected.texts)
        if (t.text.contains(QChar(u'←')))
            pairs.insert(t.text.section(QStringLiteral("   "), 0, 0).remove(QStringLiteral("of ")).trimmed());
    EXPECT_EQ(pairs.size(), 1u) << QStringList(pairs.begin(), pairs.end()).join(QLatin1Char('|')).toStdString();
    std::set<QString> largest;
    QStringList captions;
    static const QRegularExpression number(QStringLiteral("by weight \\(largest ([0-9.]+)"));
    for (const SvgText& t : drawn("arcs", {}).texts) {
        captions << t.text;
        if (const auto match = number.match(t.text); match.hasMatch())
            largest.insert(match.captured(1));
    }
    EXPECT_EQ(largest.size(), 1u) << captions.join(QLatin1Char('|')).toStdString();
    // The highest number on the axis of each tree.
    const Svg trees = drawn("consensus", {});
    std::vector<std::pair<double, double>> ticks;
    for (const SvgText& t : trees.texts)
        if (const auto v = numberIn(t.text))
            ticks.emplace_back(*v, t.at.y());
    for (const auto& [v, y] : ticks)
        for (const auto& [w, z] : ticks)
            if (v == w)
                EXPECT_NEAR(y, z, 0.1) << v;
    EXPECT_GT(ticks.size(), 5u);
}

TEST_F(Media, TokensArePlainText)
{
    EXPECT_EQ(shownToken(QStringLiteral(" ")), QStringLiteral("␣"));
    EXPECT_EQ(shownToken(QStringLiteral("a\nb")), QStringLiteral("a⏎b"));
    EXPECT_EQ(shownToken(QStringLiteral(" x y ")), QStringLiteral("␣x y␣"));
    EXPECT_EQ(shownToken(QString()), QStringLiteral("∅"));
    const QList<QStringList> rows{{QStringLiteral("token"), QStringLiteral("β")},
                                  {QStringLiteral("a\tb\r\n\"c\", d"), QStringLiteral("1")},
                                  {QStringLiteral("^~\\"), QStringLiteral("2")}};
    EXPECT_EQ(tableText(rows, QLatin1Char(',')), QStringLiteral("token,β\n\"a\tb\r\n\"\"c\"\", d\",1\n^~\\,2\n"));
    for (const QString& line : tableText(rows, QLatin1Char('\t')).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        EXPECT_EQ(line.count(QLatin1Char('\t')), 1) << line.toStdString();
    const QString tex = latexTable(rows);
    EXPECT_TRUE(tex.contains(QStringLiteral("\\textasciicircum{}\\textasciitilde{}\\textbackslash{}")))
        << tex.toStdString();
    EXPECT_TRUE(tex.contains(QStringLiteral("$\\beta$")));
    // A token that looks like a place to fill is not filled.
    RunInput input = kindsOfState()[8].input();
    auto state = std::make_shared<State>(*input.state);
    for (std::string& token : state->tokens)
        token = "%1 %2 %3 <b>x";
    input.state = state;
    const auto s = snapshotOf(input);
    for (const ViewKind& kind : viewKinds()) {
        Scene scene{s, {}, {}, {}};
        if (!kind.hit || kind.curves || kind.measured || !refusalOf(kind, scene).isEmpty())
            continue;
        for (int y = 5; y < 300; y += 10)
            for (int x = 5; x < 400; x += 10)
                if (const Hit hit = hitView(kind, QRectF(0, 0, 400, 300), scene, QPointF(x, y));
                    hit.text.contains(QStringLiteral("<b>")))
                    EXPECT_TRUE(hit.text.contains(QStringLiteral("%1 %2 %3 <b>x")))
                        << kind.name << ' ' << hit.text.toStdString();
    }
}

TEST_F(Media, ColoursThatLookAlikeAreNamed)
{
    EXPECT_LT(seenApart(QColor(200, 60, 60), QColor(110, 110, 60), Vision::Deuteranope),
              seenApart(QColor(200, 60, 60), QColor(60, 60, 200), Vision::Deuteranope));
    EXPECT_NEAR(seenApart(QColor(255, 0, 0), QColor(255, 0, 0), Vision::Greyscale), 0, 1e-9);
    EXPECT_NEAR(seenApart(Qt::black, Qt::white, Vision::Greyscale), 100, 0.1);
    EXPECT_EQ(lookingAlike({QColor("#0062A8"), QColor("#A83E00"), QColor("#FFFFFF")}, Vision::Greyscale).size(), 1u);
    EXPECT_EQ(lookingAlike({QColor("#A05A2C"), QColor("#7A6A2C"), QColor("#0000FF")}, Vision::Deuteranope).size(), 1u);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        std::vector<QColor> groups;
        for (int k = 0; k < 6; ++k)
            groups.push_back(Style{theme}.cluster(k));
        EXPECT_TRUE(lookingAlike(groups, Vision::Greyscale).empty());
        EXPECT_TRUE(lookingAlike(groups, Vision::Deuteranope).empty());
    }
    // What was drawn with two of them is named.
    PrintNotes notes;
    Style dark{Theme::Dark};
    notes.colours = {dark.axis(0).rgb(), dark.cluster(3).rgb()};
    const bool alike = seenApart(dark.axis(0), dark.cluster(3), Vision::Greyscale) < 4.5;
    EXPECT_EQ(says(objectionsTo(notes, dark), "Look alike in greyscale: "), alike && dark.axis(0) != dark.cluster(3));
}

}  // namespace
}  // namespace gauge::ui::test
