// Where there is no consensus, views say why in the commands' words; energies that were not taken are no numbers anywhere.
#include "ui/figure/export_dialog.h"
#include "ui/figure/figure.h"
#include "ui/panels/view_panel.h"
#include "ui/scene/paint_worker.h"
#include "ui/views/attention/values.h"
#include "ui/views/consensus/options.h"
#include "ui/views/statistics/options.h"

#include "core/consensus/hierarchy.h"
#include "core/io/file.h"
#include "core/io/npz.h"
#include "core/pipeline/session.h"
#include "tests/support/cli.h"
#include "tests/support/picture.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"

#include <cmath>
#include <map>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

namespace gauge::ui {
namespace {

using gauge::test::CliResult;
using gauge::test::runProgram;

const QSize kPicture(420, 320);

std::string words()
{
    AttentionOptions dots;
    dots.score = Score::DotProduct;
    return consensusRefusal(dots);
}

QString shownWords()
{
    return QString::fromStdString(words());
}

ViewOptions with(const char* view, const char* control, int value)
{
    ViewOptions options;
    test::choose(*findView(QLatin1String(view)), options, control, value);
    return options;
}

/// A scene and its view, and why it has nothing to show.
void saysWhy(const ViewKind& kind, const Scene& scene)
{
    QCOMPARE(refusalOf(kind, scene), shownWords());
    QCOMPARE(tableView(kind, scene), QList<QStringList>{QStringList{shownWords()}});
    const Hit hit = hitView(kind, QRectF(QPointF(0, 0), QSizeF(kPicture)), scene, QPointF(210, 160));
    QVERIFY(hit.tokens.empty() && hit.text.isEmpty() && !hit.threshold);
}

/// The words and nothing else.
QImage wordsAlone(Scene scene)
{
    QImage image(kPicture, QImage::Format_RGB32);
    image.fill(scene.style.panel());
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    scene.visible = QRectF(QPointF(0, 0), QSizeF(kPicture));
    paintRefusal(painter, scene.visible, scene, shownWords());
    return image;
}

bool saysNoNumber(const QString& text)
{
    static const QRegularExpression none(QStringLiteral("\\bnan\\b"), QRegularExpression::CaseInsensitiveOption);
    return none.match(text).hasMatch();
}

/// A causal text whose tokens do not hear themselves; energies are of the allowed pairs alone.
Parameters allowedOnly()
{
    Parameters p;
    p.evolve.layers = 2;
    p.text.positionRate = 0.3;
    p.text.irrepHeads = true;
    p.attention.mask.kind = Mask::Kind::Causal;
    p.attention.mask.self = false;
    p.attention.allowedOnly = true;
    return p;
}

RunInput runOf(const Parameters& parameters)
{
    RunInput run;
    run.text = "the cat sat on the mat while the dog slept near the fire";
    run.parameters = parameters;
    run.extras.curves = true;
    return run;
}

class RefusalTest : public test::WindowFixture {
    Q_OBJECT

private:
    gauge::test::TemporaryFolder folder_;

    CliResult render(const std::vector<std::string>& arguments, const std::string& output) const
    {
        std::vector<std::string> all{"render", "--text", "the cat sat on the mat", "-o", output};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return runProgram("gaugescope", all);
    }

    void choose(const char* score, bool consensus)
    {
        panel().setText(QStringLiteral("score"), QLatin1String(score));
        QVERIFY(settled([&](const Snapshot& s) { return s.consensusRefused.empty() == consensus; }));
        QVERIFY(calm());
    }

    /// A hand that goes all over a view, and opens its table.
    void wanderOver(const char* name)
    {
        window_->findChild<QDockWidget*>(QLatin1String(name) + QStringLiteral("-dock"))->raise();
        Canvas& view = canvas(name);
        QTRY_VERIFY2(view.isVisible(), name);
        for (int y = 1; y < 8; ++y)
            for (int x = 1; x < 8; ++x) {
                QTest::mouseMove(&view, QPoint(x * view.width() / 8, y * view.height() / 8));
                QVERIFY2(!saysNoNumber(window_->findChild<QLabel*>("pointed")->text()), name);
            }
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.rect().center());
        QVERIFY2(!tableView(view.kind(), view.scene()).isEmpty(), name);
        window_->selection().clear();
    }

    /// Every view and picture that reads distances, and those that do not.
    void wanderOverEverything()
    {
        for (const int quantity : {Attention, Distance}) {
            option("attention", "by-cluster", 1);
            option("attention", "quantity", quantity);
            option("consensus", "mode", quantity == Distance ? consensus::Links : consensus::Tree);
            option("statistics", "mode", quantity == Distance ? statistics::Agreement : statistics::EntropyByLayer);
            for (const ViewKind& kind : viewKinds()) {
                if (kind.measured)
                    continue;  // it would begin to measure
                wanderOver(kind.name);
                QCOMPARE(test::faultOf(kind, canvas(kind.name).scene(), {900, 320}), QString());
            }
            QVERIFY(calm());
        }
        option("attention", "quantity", Attention);
        option("consensus", "mode", consensus::Tree);
    }

private slots:
    void cleanup() { window_.reset(); }

    void figuresAreRefusedInTheWordsOfCondense()
    {
        const std::string state = folder_.file("state.npz");
        const NpzArrays arrays = gauge::test::categorisedArrays({1, 2}, 8, 4);
        writeNpz(state, {arrays.begin(), arrays.end()});
        const CliResult condensed =
            runProgram("gaugescope-cli", {"condense", state, "-o", folder_.file("c.npz"), "--score", "dot-product"});
        QCOMPARE(condensed.code, 2);
        QVERIFY2(condensed.err.ends_with("gaugescope-cli: " + words() + "\n"), condensed.err.c_str());
        const std::string figure = folder_.file("refused.svg");
        for (const std::vector<std::string>& view :
             std::vector<std::vector<std::string>>{{"--view", "consensus"},
                                                   {"--view", "meta-tokens"},
                                                   {"--view", "beliefs", "--view", "meta-tokens"},
                                                   {"--view", "attention", "--quantity", "distance"},
                                                   {"--view", "statistics", "--option", "mode=agreement by layer"},
                                                   {"--figure", "consensus-matrix"}}) {
            std::vector<std::string> arguments = view;
            arguments.insert(arguments.end(), {"--score", "dot-product", "--data", "--recipe"});
            const CliResult refused = render(arguments, figure);
            QVERIFY2(refused.code == 2, view[1].c_str());
            QVERIFY2(refused.err.ends_with("gaugescope: " + words() + "\n"), refused.err.c_str());
            QVERIFY2(!QFile::exists(QString::fromStdString(figure)), view[1].c_str());
            QVERIFY(!QFile::exists(QString::fromStdString(folder_.file("refused.npz"))));
        }
        for (const std::vector<std::string>& view : std::vector<std::vector<std::string>>{
                 {"--view", "attention"}, {"--view", "attention", "--by-cluster"}, {"--view", "arcs"}}) {
            std::vector<std::string> arguments = view;
            arguments.insert(arguments.end(), {"--score", "dot-product", "--data"});
            const std::string output = folder_.file("shown.svg");
            const CliResult shown = render(arguments, output);
            QVERIFY2(shown.code == 0, shown.err.c_str());
            QVERIFY(readFile(output).size() > 3000);
            QVERIFY(!readNpz(folder_.file("shown.npz")).contains("distance"));
        }
    }

    void wordsThatForeseeNothingAreRefusedToo()
    {
        const std::string figure = folder_.file("next.svg");
        const CliResult refused = render({"--view", "next"}, figure);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.find("counted, not trained") != std::string::npos, refused.err.c_str());
        QVERIFY(!QFile::exists(QString::fromStdString(figure)));
        QCOMPARE(render({"--view", "next", "--model", "learned"}, figure).code, 0);
    }

    void viewsOfAgreementSayWhyInTheWindow()
    {
        open();
        choose("dot-product", false);
        for (const char* name : {"consensus", "meta-tokens"}) {
            const Scene scene = canvas(name).scene();
            saysWhy(*findView(QLatin1String(name)), scene);
            QVERIFY2(paintJob({&canvas(name).kind(), scene, kPicture, 1, 0}) == wordsAlone(scene), name);
        }
        Scene distances = canvas("attention").scene();
        distances.options.of<attention::Options>().quantity = Distance;
        saysWhy(canvas("attention").kind(), distances);
        QVERIFY(paintJob({&canvas("attention").kind(), distances, kPicture, 1, 0}) == wordsAlone(distances));
        Scene agreement = canvas("statistics").scene();
        agreement.options.of<statistics::Options>().picture = statistics::Agreement;
        saysWhy(canvas("statistics").kind(), agreement);
        wanderOverEverything();
        option("attention", "quantity", Distance);
        window_->findChild<QToolButton*>("attention-lock-range")->click();
        QVERIFY2(option("attention", "lock-range") == 0, "there is no range to lock");
        option("attention", "quantity", Attention);
        ExportDialog* dialog = window_->showExport(&canvas("consensus"));
        QTRY_COMPARE(dialog->findChild<QLabel*>("figure-page")->text(), shownWords());
        QVERIFY(!dialog->findChild<QPushButton*>("figure-save")->isEnabled());
    }

    void theThresholdStaysWhereThereIsNoTree()
    {
        open();
        choose("dot-product", false);
        const double before = panel().parameters().consensus.threshold;
        for (const char* name : {"consensus", "attention"}) {
            if (std::string(name) == "attention")
                option(name, "by-cluster", 1);
            const Canvas& view = canvas(name);
            QCOMPARE(findPoint(canvas(name), [](const Hit& h) { return h.threshold; }), QPoint(-1, -1));
            QCOMPARE(thresholdAt(view.kind(), QRectF(view.rect()), view.scene(), QPointF(30, 30)), before);
        }
    }

    void aComparisonWithARunWithoutConsensusSaysWhyOnItsSide()
    {
        open();
        choose("dot-product", false);
        window_->pin();
        choose("divergence", true);
        const auto sides = [&](const char* name) {
            Scene scene = canvas(name).scene();
            if (std::string(name) == "attention")
                scene.options.of<attention::Options>().quantity = Distance;
            QCOMPARE(refusalOf(canvas(name).kind(), scene), QString());
            scene.side = Side::Difference;
            QCOMPARE(refusalOf(canvas(name).kind(), scene), shownWords());
            std::swap(scene.snapshot, scene.reference);
            QCOMPARE(refusalOf(canvas(name).kind(), scene), shownWords());
        };
        for (const char* name : {"consensus", "meta-tokens", "attention"})
            sides(name);
        Scene distances = canvas("attention").scene();
        distances.options.of<attention::Options>().quantity = Distance;
        QCOMPARE(attention::scaledMatrix(distances).greatest,
                 shownMatrix(*distances.snapshot, Distance, MeanHead).greatest);
        wanderOverEverything();
        window_->pin();
        choose("dot-product", false);
        wanderOverEverything();
    }

    void energiesThatWereNotTakenAreNoNumbersInAnyView()
    {
        Parameters everyPair = allowedOnly();
        everyPair.attention.allowedOnly = false;
        const auto s = Engine(processorBackends()).run(runOf(allowedOnly()), {});
        const auto whole = Engine(processorBackends()).run(runOf(everyPair), {});
        QVERIFY(std::isnan(s->energy[0](0, 5)) && std::isnan(s->energy[0](0, 0)) && std::isfinite(s->energy[0](5, 0)));
        QVERIFY(s->distance() == whole->distance());
        QVERIFY((s->attention[0] - whole->attention[0]).cwiseAbs().maxCoeff() < 1e-12);
        std::map<std::string, std::vector<ViewOptions>> pictures;
        for (const ViewKind& kind : viewKinds())
            pictures[kind.name].push_back({});
        for (const auto& [control, value] : std::vector<std::pair<const char*, int>>{
                 {"per-row", 1}, {"by-cluster", 1}, {"head", EveryHead}, {"head", 1}}) {
            pictures["attention"].push_back(with("attention", control, value));
            pictures["attention"].back().of<attention::Options>().quantity = Energy;
        }
        for (int mode = 0; mode <= consensus::Numbers; ++mode)
            pictures["consensus"].push_back(with("consensus", "mode", mode));
        for (int step = 0; step <= 5; ++step)
            pictures["inspector"].push_back(with("inspector", "step", step));
        for (int mode = 0; mode <= statistics::FrameMap; ++mode)
            pictures["statistics"].push_back(with("statistics", "mode", mode));
        pictures.erase("cost");
        for (const auto& [name, all] : pictures) {
            for (const ViewOptions& options : all) {
                FigureSpec spec;
                spec.panels.push_back({findView(QString::fromStdString(name)), options, {}});
                spec.panels.back().selection.locked = {0, 5};
                spec.panels.back().selection.lockedReceiver = 0;
                spec.panels.back().selection.lockedSender = 5;
                for (const auto& reference : {std::shared_ptr<const Snapshot>(), whole}) {
                    const QStringList written =
                        test::writtenIn(renderFigure(paintingOf(spec, {s, reference}), spec.look, QStringLiteral("svg")));
                    QVERIFY2(!written.isEmpty(), name.c_str());
                    for (const QString& text : written)
                        QVERIFY2(!saysNoNumber(text),
                                 qPrintable(QString::fromStdString(name) + QStringLiteral(": ") + text));
                }
            }
        }
    }

    void aPairNotTakenLooksAsOneMasked()
    {
        const ViewKind& kind = *findView(QStringLiteral("attention"));
        Scene scene;
        scene.snapshot = Engine(processorBackends()).run(runOf(allowedOnly()), {});
        const QRectF area(QPointF(0, 0), QSizeF(kPicture));
        for (const int quantity : {Attention, Energy}) {
            scene.options.of<attention::Options>().quantity = quantity;
            const QImage image = paintJob({&kind, scene, kPicture, 1, 0});
            int inCell = 0;
            int empty = 0;
            for (int y = 0; y < kPicture.height(); y += 2)
                for (int x = 0; x < kPicture.width(); x += 2)
                    if (const Hit hit = hitView(kind, area, scene, QPointF(x, y)); hit.receiver == 3 && hit.sender == 9) {
                        ++inCell;
                        empty += image.pixelColor(x, y) == scene.style.field() ? 1 : 0;
                        QVERIFY(!saysNoNumber(hit.text) && !saysNoNumber(hit.value));
                    }
            QVERIFY(inCell > 30);
            QVERIFY2(2 * empty > inCell, qPrintable(QStringLiteral("%1 of %2").arg(empty).arg(inCell)));
        }
        const ShownMatrix energies = shownMatrix(*scene.snapshot, Energy, MeanHead);
        QVERIFY(std::isfinite(energies.least) && std::isfinite(energies.greatest) && energies.greatest > 0);
        scene.options.of<attention::Options>().perRow = 1;
        QCOMPARE(attention::scaledMatrix(scene).greatest, 1.0);
    }

    void aSessionOfAllowedEnergiesOpensInTheWindow()
    {
        open();
        Session session;
        session.run = runOf(allowedOnly());
        session.run.extras = {};
        const std::string path = folder_.file("allowed.gaugescope");
        writeFileAtomically(path, encodeSession(session));
        window_->workspace().open(QString::fromStdString(path));
        QVERIFY(settled([](const Snapshot& s) { return s.request.attention.allowedOnly; }));
        QVERIFY(calm());
        QVERIFY(window_->snapshot()->energy[0].hasNaN());
        option("attention", "quantity", Energy);
        for (const ViewKind& kind : viewKinds())
            if (!kind.measured)
                wanderOver(kind.name);
        QVERIFY(decodeSession(window_->workspace().bytes(), "memory").run.parameters == session.run.parameters);
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::RefusalTest)
#include "refusal_test.moc"
