// Figures as files: the same bytes from the window, the command and the recipe; and what is inside, by other programs' account.
#include "ui/figure/export_dialog.h"
#include "ui/figure/figure_layout.h"
#include "ui/figure/figure_map.h"
#include "ui/figure/figure_recipe.h"
#include "ui/figure/paper_figures.h"

#include "core/error.h"
#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace gauge::ui {
namespace {

class FigureTest : public test::WindowFixture {
    Q_OBJECT

private:
    gauge::test::TemporaryFolder folder_;

    QString file(const char* name) const { return QString::fromStdString(folder_.file(name)); }

    /// Standard output and error of a program; empty when it fails.
    static QString said(const QString& program, const QStringList& arguments, int expected = 0)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(60000) || process.exitCode() != expected)
            return QString::fromUtf8(process.readAll()).prepend(QStringLiteral("FAILED ")) + process.errorString();
        return QString::fromUtf8(process.readAll());
    }
    static QString gaugescope(const QStringList& arguments, int expected = 0)
    {
        return said(QStringLiteral(GAUGESCOPE_BIN "/gaugescope"), arguments, expected);
    }
    QByteArray bytes(const QString& path) const
    {
        QFile f(path);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }

    FigureSpec specOf(const char* view, Index n = 0)
    {
        FigureSpec spec;
        if (n > 0)
            spec.session.run.state =
                std::make_shared<const State>(stateFromArrays(gauge::test::categorisedArrays({1, 2}, n, 4), "research"));
        else
            spec.session.run.text = "the cat sat on the mat while the dog slept near the fire";
        spec.session.run.parameters.evolve.layers = 3;
        spec.session.run.parameters.text.positionRate = n > 0 ? 0 : 0.3;
        spec.panels.push_back({findView(QLatin1String(view)), {}, {}});
        return spec;
    }

private slots:
    /// UI.md, behaviour 10, for every view.
    void pdfsHaveNoRasterEmbeddedFontsAndTheRightSize()
    {
        for (const ViewKind& kind : viewKinds()) {
            if (kind.measured)
                continue;
            FigureSpec spec = specOf(kind.name, 64);
            spec.look.widthMm = 89;
            computeMaps(spec, processorBackends());
            const FigureScenes scenes = computeFigure(spec, processorBackends());
            const QByteArray pdf = renderFigure(spec, scenes, QStringLiteral("pdf"));
            QVERIFY2(!pdf.contains("/Subtype /Image"), kind.name);
            const QString path = file("figure.pdf");
            writeFileAtomically(path.toStdString(), pdf.toStdString());
            const QString info = said(QStringLiteral("pdfinfo"), {path});
            const auto size = QRegularExpression(QStringLiteral("Page size:\\s+([0-9.]+) x ([0-9.]+) pts")).match(info);
            QVERIFY2(size.hasMatch(), qPrintable(info));
            QVERIFY2(std::abs(size.captured(1).toDouble() / 72 * 25.4 - 89) <= 0.2, qPrintable(info));
            const QStringList fonts = said(QStringLiteral("pdffonts"), {path}).split(QLatin1Char('\n')).mid(2);
            QVERIFY(fonts.size() >= 2);
            for (const QString& font : fonts) {
                if (font.trimmed().isEmpty())
                    continue;
                QVERIFY2(!font.contains(QStringLiteral("Type 3")), qPrintable(font));
                QVERIFY2(
                    QRegularExpression(QStringLiteral("\\s(yes)\\s+(yes|no)\\s+(yes|no)\\s+[0-9]")).match(font).hasMatch(),
                    qPrintable(font));
            }
            QVERIFY2(said(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}).trimmed().size() > 3, kind.name);
            for (const QString& note : refereeNotes(spec, scenes))
                QVERIFY2(!note.contains(QStringLiteral("journals ask")), qPrintable(QLatin1String(kind.name) + note));
        }
    }

    void noStrokeIsThinnerThanAQuarterPointNoTextUnderFive()
    {
        for (const ViewKind& kind : viewKinds()) {
            if (kind.measured)
                continue;
            FigureSpec spec = specOf(kind.name);
            spec.look.linePt = 0.25;
            computeMaps(spec, processorBackends());
            const FigureScenes scenes = computeFigure(spec, processorBackends());
            // Lines leave the press no thinner than 0.25 pt: read off the SVG, whose numbers are points.
            const QString svg = QString::fromUtf8(renderFigure(paintingOf(spec, scenes), spec.look, QStringLiteral("svg")));
            auto it = QRegularExpression(QStringLiteral("<g[^>]*stroke=\"(#[0-9a-f]+)\"[^>]*stroke-width=\"([0-9.]+)\"[^>]*"
                                                        "transform=\"matrix.([-0-9.e]+),([-0-9.e]+)"))
                          .globalMatch(svg);
            int strokes = 0;
            while (it.hasNext()) {
                const auto m = it.next();
                const double scale = std::hypot(m.captured(3).toDouble(), m.captured(4).toDouble());
                QVERIFY2(m.captured(2).toDouble() * scale >= 0.2499, qPrintable(QLatin1String(kind.name) + m.captured(0)));
                ++strokes;
            }
            QVERIFY2(strokes > 0, kind.name);
        }
    }

    /// UI.md, behaviour 11.
    void windowCommandAndRecipeGiveTheSameBytes()
    {
        open();
        QVERIFY(calm());
        panel().setText(QStringLiteral("kappa"), QStringLiteral("3"));
        option("attention", "by-cluster", 1);
        window_->selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        QVERIFY(calm());
        ExportDialog* dialog = window_->showExport(&canvas("attention"));
        writeFileAtomically(file("dialog.recipe.json").toStdString(), recipeText(dialog->spec()).toStdString());
        for (const char* suffix : {"pdf", "svg", "png"}) {
            const QString own = file((std::string("dialog.") + suffix).c_str());
            const QString again = file((std::string("again.") + suffix).c_str());
            dialog->save(own);
            const QString out =
                gaugescope({QStringLiteral("render"), file("dialog.recipe.json"), QStringLiteral("-o"), again});
            QVERIFY2(!out.startsWith(QStringLiteral("FAILED")), qPrintable(out));
            QVERIFY2(bytes(own) == bytes(again), suffix);
            gaugescope({QStringLiteral("render"), own, QStringLiteral("-o"), again});
            QVERIFY2(bytes(own) == bytes(again), suffix);
        }
        window_->workspace().save(file("s.gaugescope"));
        gaugescope({QStringLiteral("render"), file("s.gaugescope"), QStringLiteral("--view"), QStringLiteral("attention"),
                    QStringLiteral("-o"), file("session.pdf")});
        QVERIFY(bytes(file("session.pdf")) == bytes(file("dialog.pdf")));
        window_.reset();
    }

    void repeatedRenderingsAreTheSameBytesInNewProcesses()
    {
        QByteArray first;
        for (int k = 0; k < 5; ++k) {
            const QString path = file("repeat.pdf");
            gaugescope({QStringLiteral("render"), QStringLiteral("--view"), QStringLiteral("meta-tokens"),
                        QStringLiteral("--view"), QStringLiteral("inspector"), QStringLiteral("-o"), path});
            QVERIFY(!bytes(path).isEmpty());
            if (k == 0)
                first = bytes(path);
            QVERIFY(bytes(path) == first);
        }
    }

    /// UI.md, behaviour 12: numbers at full precision.
    void theDataBesideAFigureIsWhatItShows()
    {
        gaugescope({QStringLiteral("render"), QStringLiteral("--view"), QStringLiteral("attention"),
                    QStringLiteral("--data"), QStringLiteral("--recipe"), QStringLiteral("-o"), file("data.svg")});
        const NpzArrays arrays = readNpz(file("data.npz").toStdString());
        RunInput input;
        input.text = examples().front().text;
        input.parameters = examples().front().parameters;
        const auto s = Engine(processorBackends()).run(input, {});
        QVERIFY(arrays.at("attention").shape == (std::vector<Index>{1, 13, 13}));
        for (Index i = 0; i < 13; ++i)
            for (Index j = 0; j < 13; ++j)
                QVERIFY(arrays.at("attention").numbers[static_cast<std::size_t>(13 * i + j)] == s->attention[0](i, j));
        const QStringList rows = QString::fromUtf8(bytes(file("data-a-attention.csv"))).split(QLatin1Char('\n'));
        QCOMPARE(rows[2].split(QLatin1Char(','))[9].toDouble(), s->attention[0](1, 8));
        QVERIFY(QFile::exists(file("data.recipe.json")));
    }

    void everyPaperFigureIsOneCommand()
    {
        for (const PaperFigure& figure : paperFigures()) {
            const QString path = file("paper.svg");
            QFile::remove(path);
            const QString out = gaugescope({QStringLiteral("render"), QStringLiteral("--figure"),
                                            QLatin1String(figure.name), QStringLiteral("-o"), path});
            QVERIFY2(bytes(path).size() > 3000, qPrintable(QLatin1String(figure.name) + out));
            QVERIFY2(!bytes(path).contains("Computing"), figure.name);
        }
    }

    void wrongRecipesAreRefusedInALine()
    {
        const QByteArray good = recipeText(specOf("attention", 6));
        const auto refused = [&](const QByteArray& recipe) {
            try {
                specFromRecipe(recipe);
                return QString();
            } catch (const Error& e) {
                return QString::fromUtf8(e.what());
            }
        };
        QCOMPARE(refused(good), QString());
        const auto changed = [&](const char* pointer, const nlohmann::json& value) {
            nlohmann::json j = nlohmann::json::parse(good.toStdString());
            j[nlohmann::json::json_pointer(pointer)] = value;
            return refused(QByteArray::fromStdString(j.dump()));
        };
        QVERIFY(changed("/figure/width", -3).contains(QStringLiteral("figure.width: expected a number from 10 to 2000")));
        QVERIFY(changed("/figure/colour-map", "jet").contains(QStringLiteral("viridis, cividis or magma")));
        QVERIFY(changed("/panels/0/view", "cost").contains(QStringLiteral("panels.view")));
        QVERIFY(changed("/panels/0/options/quantity", 99).contains(QStringLiteral("quantity")));
        QVERIFY(changed("/panels/0/selection/locked", "x").contains(QStringLiteral("list of tokens")));
        QVERIFY(changed("/arrays", "***").contains(QStringLiteral("base64")));
        QVERIFY(changed("/session/run/parameters/kappa", 0).contains(QStringLiteral("--kappa")));
        QVERIFY(refused("{").contains(QStringLiteral("expected JSON")));
        QVERIFY(gaugescope({QStringLiteral("render"), QStringLiteral("--view"), QStringLiteral("beliefs"),
                            QStringLiteral("--no-colour-bar"), QStringLiteral("-o"), file("x.svg")},
                           2)
                    .contains(QStringLiteral("expected the view attention")));
        QVERIFY(!QFile::exists(file("x.svg")));
    }

    void aLayerThatIsNotThereIsRefused()
    {
        const auto render = [&](const QStringList& more, int expected) {
            return gaugescope(QStringList{QStringLiteral("render"), QStringLiteral("--view"), QStringLiteral("attention"),
                                          QStringLiteral("-o"), file("layer.svg")} +
                                  more,
                              expected);
        };
        const QString six = render({QStringLiteral("--layer"), QStringLiteral("7")}, 2);
        QCOMPARE(six, QStringLiteral("gaugescope: --layer: expected a layer from 0 to 6, or -1 for the last, found 7\n"));
        QVERIFY(!QFile::exists(file("layer.svg")));
        QCOMPARE(render({QStringLiteral("--layer"), QStringLiteral("6")}, 0), QString());
        const QByteArray last = bytes(file("layer.svg"));
        QCOMPARE(render({}, 0), QString());
        QVERIFY(!last.isEmpty());
        const QString state = file("state.npz");
        const gauge::NpzArrays arrays = gauge::test::categorisedArrays({1, 2}, 5, 4);
        gauge::writeNpz(state.toStdString(), {arrays.begin(), arrays.end()});
        const QString none = render({state, QStringLiteral("--layer"), QStringLiteral("1")}, 2);
        QVERIFY2(none.contains(QStringLiteral("from 0 to 0")), qPrintable(none));
    }

    void tokenNamesCanBeLeftOut()
    {
        for (const char* view : {"attention", "beliefs", "consensus"}) {
            FigureSpec spec = specOf(view);
            const FigureScenes scenes = computeFigure(spec, processorBackends());
            const QByteArray name = '>' + QByteArray::fromStdString(scenes.snapshot->state->tokens.back());
            QVERIFY2(renderFigure(spec, scenes, QStringLiteral("svg")).contains(name), view);
            spec.look.labels = false;
            QVERIFY2(!renderFigure(spec, scenes, QStringLiteral("svg")).contains(name), view);
        }
    }

    /// Heights of rows and sides of columns; a view without axes keeps its cell.
    void axesOfPanelsLineUp()
    {
        FigureSpec spec = specOf("attention");
        for (const char* view : {"free-energy", "arcs", "beliefs", "consensus", "statistics"})
            spec.panels.push_back({findView(QString::fromLatin1(view)), {}, {}});
        spec.look.widthMm = 183;
        spec.look.columns = 3;
        const FigureScenes scenes = computeFigure(spec, processorBackends());
        const Style style = styleOf(spec.look);
        const QSizeF page = pageOf(paintingOf(spec, scenes), spec.look);
        const std::vector<PanelPlace> places = panelPlaces(spec, scenes, QRectF(QPointF(0, 0), page), style);
        std::vector<QRectF> plots;
        for (std::size_t k = 0; k < places.size(); ++k) {
            const ViewKind& kind = *spec.panels[k].kind;
            plots.push_back(kind.plot ? kind.plot(places[k].view, sceneOf(spec, spec.panels[k], scenes, style)) : QRectF());
        }
        const auto near = [](double a, double b) { return std::abs(a - b) < 0.1; };
        QVERIFY(near(plots[0].top(), plots[1].top()) && near(plots[0].bottom(), plots[1].bottom()));
        for (const std::size_t k : {4U, 5U})
            QVERIFY(near(plots[3].top(), plots[k].top()) && near(plots[3].bottom(), plots[k].bottom()));
        for (const std::size_t k : {0U, 1U})
            QVERIFY(near(plots[k].left(), plots[k + 3].left()) && near(plots[k].right(), plots[k + 3].right()));
        QVERIFY(plots[2].isNull());
        QVERIFY(near(places[2].view.right(), page.width()));
        for (const PanelPlace& place : places)
            QVERIFY(place.view.left() > -0.1 && place.view.right() < page.width() + 0.1 &&
                    place.view.bottom() < page.height() + 0.1);
    }

    void theSvgLooksTheSameToAnotherRenderer()
    {
        FigureSpec spec = specOf("attention");
        const FigureScenes scenes = computeFigure(spec, processorBackends());
        writeFileAtomically(file("look.svg").toStdString(),
                            renderFigure(spec, scenes, QStringLiteral("svg")).toStdString());
        const QString out =
            said(QStringLiteral("rsvg-convert"), {QStringLiteral("-d"), QStringLiteral("144"), QStringLiteral("-p"),
                                                  QStringLiteral("144"), QStringLiteral("-b"), QStringLiteral("white"),
                                                  QStringLiteral("-o"), file("theirs.png"), file("look.svg")});
        QVERIFY2(!out.startsWith(QStringLiteral("FAILED")), qPrintable(out));
        const QImage theirs(file("theirs.png"));
        const QImage ours = previewOf(paintingOf(spec, scenes), spec.look,
                                      theirs.width() / pageOf(paintingOf(spec, scenes), spec.look).width());
        QVERIFY(std::abs(ours.height() - theirs.height()) <= 4);
        double difference = 0;
        int count = 0;
        for (int y = 0; y < std::min(ours.height(), theirs.height()); y += 2)
            for (int x = 0; x < std::min(ours.width(), theirs.width()); x += 2, ++count)
                difference += std::abs(qGray(ours.pixel(x, y)) - qGray(theirs.pixel(x, y)));
        QVERIFY2(difference / count < 6, qPrintable(QString::number(difference / count)));
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::FigureTest)
#include "figure_test.moc"
