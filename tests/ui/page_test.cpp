// Pages in a real browser: what they compute is what the program does, to rounding; and what a reader does with them.
#include "core/attention/softmax.h"
#include "core/io/file.h"
#include "tests/support/browser.h"
#include "tests/support/cli.h"
#include "ui/figure/figure.h"
#include "ui/page/page.h"
#include "ui/views/all_views.h"

#include <QJsonDocument>
#include <QtTest>

namespace gauge::ui::test {
namespace {

constexpr const char* kSentence = "the cat sat on the mat while the dog ran near the fire";
constexpr const char* kState = "return window.gaugescope.state();";
constexpr const char* kSet = "window.gaugescope.set(arguments[0]); return window.gaugescope.state();";

RunInput sentence(const std::vector<std::pair<std::string, std::string>>& parameters = {})
{
    RunInput input;
    input.text = kSentence;
    setParameter(input.parameters, parameterInfo("layers"), "6");
    for (const auto& [name, value] : parameters)
        setParameter(input.parameters, parameterInfo(name), value);
    return input;
}

QByteArray pageOf(const RunInput& input)
{
    FigureSpec spec;
    spec.session.run = input;
    return ui::pageOf(spec, computeFigure(spec, processorBackends()), processorBackends(), {});
}

/// The program's attention at another temperature, from its own energies of that layer.
RowMatrixd attentionAt(const Snapshot& run, double kappa, int head)
{
    AttentionOptions options = run.request.attention;
    options.kappa = kappa;
    const Index n = run.tokens();
    std::vector<RowMatrixd> heads;
    for (std::size_t h = 0; h < run.energy.size(); ++h) {
        const LogWeights weights(Vectord::Ones(n), options.prior, h, run.energy.size());
        RowMatrixd beta(n, n);
        for (Index i = 0; i < n; ++i)
            attentionRow(run.energy[h].row(i).data(), beta.row(i).data(), i, 0, n, sendersOf(options.mask, i, n), weights,
                         temperature(options, run.state->heads, h));
        heads.push_back(std::move(beta));
    }
    return head < 0 ? headMean(heads) : heads[static_cast<std::size_t>(head)];
}

double farthest(const QJsonValue& state, const RowMatrixd& beta)
{
    const QJsonArray rows = state["beta"].toArray();
    if (rows.size() != beta.rows())
        return 1e9;
    double most = 0;
    for (Index i = 0; i < beta.rows(); ++i)
        for (Index j = 0; j < beta.cols(); ++j)
            most = std::max(most,
                            std::abs(rows[static_cast<int>(i)].toArray()[static_cast<int>(j)].toDouble(1e9) - beta(i, j)));
    return most;
}

}  // namespace

class PageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<gauge::test::TemporaryFolder> folder_;
    std::unique_ptr<gauge::test::Browser> browser_;
    Engine engine_{processorBackends()};

    void open(const QByteArray& page)
    {
        const std::string file = folder_->file("page.html");
        writeFileAtomically(file, page.toStdString());
        browser_->show({});
        browser_->open(QString::fromStdString(file));
    }
    std::shared_ptr<const Snapshot> runAt(RunInput input, int layer)
    {
        input.layer = layer;
        return engine_.run(input, {});
    }
    /// The middle of what a selector finds, moved into sight.
    QPoint middleOf(const QString& selector, double x = 0.5, double y = 0.5)
    {
        const QJsonValue box =
            browser_->run(QStringLiteral("const e = document.querySelector(arguments[0]); e.scrollIntoView({block: "
                                         "'center'}); const b = e.getBoundingClientRect();"
                                         "return [b.left + arguments[1] * b.width, b.top + arguments[2] * b.height];"),
                          {selector, x, y});
        return {static_cast<int>(box[0].toDouble()), static_cast<int>(box[1].toDouble())};
    }
    QString textOf(const QString& selector)
    {
        return browser_->run(QStringLiteral("return document.querySelector(arguments[0]).textContent;"), {selector})
            .toString();
    }

private slots:
    void initTestCase()
    {
        folder_ = std::make_unique<gauge::test::TemporaryFolder>();
        browser_ = std::make_unique<gauge::test::Browser>();
    }
    void cleanupTestCase() { browser_.reset(); }
    void cleanup()
    {
        const QStringList complaints = browser_->complaints();
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join('\n')));
    }

    void attentionIsTheProgramsToRounding_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("as it opens") << "kappa" << "1";
        QTest::newRow("causal") << "mask" << "causal";
        QTest::newRow("window") << "mask" << "window=3";
        QTest::newRow("not itself") << "no-self" << "true";
        QTest::newRow("alibi") << "attention-prior" << "alibi=0.5";
    }
    void attentionIsTheProgramsToRounding()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const RunInput input = sentence({{"irrep-heads", "true"}, {name.toStdString(), value.toStdString()}});
        open(pageOf(input));
        double most = 0;
        for (const int layer : {0, 3, 6}) {
            const auto run = runAt(input, layer);
            QVERIFY(run->energy.size() >= 2);
            for (const double kappa : {0.05, 0.7, 3.0, 40.0})
                for (const int head : {-1, 0, 1}) {
                    const QJsonObject set{{"layer", layer}, {"kappa", kappa}, {"head", head}};
                    const QJsonValue state = browser_->run(QString::fromLatin1(kSet), {set});
                    QCOMPARE(state["layer"].toInt(), layer);
                    QCOMPARE(state["kappa"].toDouble(), kappa);
                    most = std::max(most, farthest(state, attentionAt(*run, kappa, head)));
                }
        }
        QVERIFY2(most < 1e-9, qPrintable(QString::number(most)));
        const auto run = runAt(input, 6);
        const double kappa = input.parameters.attention.kappa;
        const QJsonValue state =
            browser_->run(QString::fromLatin1(kSet), {QJsonObject{{"layer", -1}, {"kappa", kappa}, {"head", "mean"}}});
        QVERIFY(farthest(state, headMean(*run->attention)) < 1e-9);
    }

    void groupsAreTheProgramsAtEveryThreshold()
    {
        const RunInput input = sentence();
        open(pageOf(input));
        for (const int layer : {0, 2, 6})
            for (const double theta : {0.01, 0.3, 1.0, 2.5, 30.0}) {
                RunInput cut = input;
                setParameter(cut.parameters, parameterInfo("threshold"), fmt::format("{}", theta));
                const auto run = runAt(cut, layer);
                const QJsonValue state =
                    browser_->run(QString::fromLatin1(kSet), {QJsonObject{{"layer", layer}, {"theta", theta}}});
                QCOMPARE(state["agents"].toInt(), static_cast<int>(run->clusters().members.size()));
                for (Index i = 0; i < run->tokens(); ++i)
                    QCOMPARE(state["labels"][static_cast<int>(i)].toInt(),
                             static_cast<int>(run->clusters().label[static_cast<std::size_t>(i)]));
            }
    }

    void whatCannotBeSetChangesNothing()
    {
        open(pageOf(sentence()));
        const QJsonValue before = browser_->run(QString::fromLatin1(kState));
        for (const QJsonObject& bad : {QJsonObject{{"layer", 7}}, QJsonObject{{"layer", 1.5}}, QJsonObject{{"kappa", 0}},
                                       QJsonObject{{"kappa", "2"}}, QJsonObject{{"theta", -1}}, QJsonObject{{"head", 9}},
                                       QJsonObject{{"colour", 1}}, QJsonObject{{"kappa", 5}, {"layer", 99}}}) {
            const QString error = browser_
                                      ->run(QStringLiteral("try { window.gaugescope.set(arguments[0]); return ''; } catch "
                                                           "(e) { return e.name + ': ' + e.message; }"),
                                            {bad})
                                      .toString();
            QVERIFY2(error.contains("expected") && error.contains("found"),
                     qPrintable(QJsonDocument(bad).toJson() + error));
        }
        QCOMPARE(browser_->run(QString::fromLatin1(kState)), before);
        QVERIFY(browser_->run(QStringLiteral("'use strict'; return Object.isFrozen(window.gaugescope);")).toBool());
    }

    void nothingIsFetchedAndNothingOfATokenRuns()
    {
        RunInput input = sentence();
        auto state = std::make_shared<State>(*runAt(input, 0)->state);
        state->tokens = {"</script>", "<img src=x onerror=window.ran=1>",
                         "שלום",      "😀👩‍👩‍👧",
                         "<!--",      "${ran}",
                         "@DATA@",    "\\u003c",
                         "'",         "\"",
                         "&amp;",     "\u202Eabc",
                         "b\u0001c"};
        state->name = "</title><script>window.ran = 2</script>";
        RunInput loaded;
        loaded.state = state;
        open(pageOf(loaded));
        const QJsonValue seen = browser_->run(QString::fromLatin1(kState));
        for (std::size_t k = 0; k < state->tokens.size(); ++k)
            QCOMPARE(seen["tokens"][static_cast<int>(k)].toString(), QString::fromStdString(state->tokens[k]));
        QVERIFY(
            browser_
                ->run(QStringLiteral("return window.ran === undefined && document.querySelector('img[onerror]') === null;"))
                .toBool());
        QCOMPARE(browser_->run(QStringLiteral("return document.scripts.length;")).toInt(), 2);
        QCOMPARE(textOf(QStringLiteral("h1")), QString::fromStdString(state->name));
        QCOMPARE(browser_->run(QStringLiteral("return performance.getEntriesByType('resource').length;")).toInt(), 0);
        QVERIFY(browser_
                    ->run(QStringLiteral(
                        "const still = new DOMParser().parseFromString(document.querySelector('noscript').textContent, "
                        "'text/html');"
                        "const text = (i) => new TextDecoder().decode(Uint8Array.from(atob(i.src.split(',')[1]), (c) => "
                        "c.charCodeAt(0)));"
                        "const drawn = [...still.images].filter((i) => i.src.startsWith('data:image/svg'));"
                        "return drawn.every((i) => !new DOMParser().parseFromString(text(i), "
                        "'image/svg+xml').querySelector('parsererror'));"))
                    .toBool());
        const QString policy =
            browser_->run(QStringLiteral("return document.querySelector('meta[http-equiv]').content;")).toString();
        QVERIFY(policy.startsWith("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe"));
    }

    void aTokenUnderThePointerIsLitEverywhere()
    {
        open(pageOf(sentence()));
        for (const char* const view : {"attention", "arcs", "beliefs", "consensus", "meta-tokens"})
            QTRY_VERIFY(!textOf(QStringLiteral(".panel-%1 .view-readout").arg(QLatin1String(view))).isEmpty());
        const QString before = textOf(QStringLiteral(".panel-beliefs .view-readout"));
        const QPoint cell = middleOf(QStringLiteral(".panel-attention canvas:last-of-type"), 0.5, 0.4);
        browser_->point(cell.x(), cell.y());
        QTRY_VERIFY(textOf(QStringLiteral(".panel-attention .view-readout")).contains(QStringLiteral("β")));
        QTRY_VERIFY(textOf(QStringLiteral(".panel-beliefs .view-readout")) != before);
        browser_->point(2, 2);
        QTRY_COMPARE(textOf(QStringLiteral(".panel-beliefs .view-readout")), before);
    }

    void theKeyboardIsEnough()
    {
        open(pageOf(sentence()));
        const double kappa = browser_->run(QString::fromLatin1(kState))["kappa"].toDouble();
        browser_->run(QStringLiteral("document.querySelector('#kappa').focus();"));
        browser_->press(QStringLiteral("\uE014"));
        QTRY_VERIFY(browser_->run(QString::fromLatin1(kState))["kappa"].toDouble() > kappa);
        browser_->run(QStringLiteral("document.querySelector('#layer').focus();"));
        browser_->press(QStringLiteral("\uE012"));
        QTRY_COMPARE(browser_->run(QString::fromLatin1(kState))["layer"].toInt(), 5);
        // Every view can be reached with the tabulator, says what it is, and reads out what the arrows light.
        QTRY_COMPARE(
            browser_->run(QStringLiteral("return document.querySelectorAll('.panel canvas[tabindex=\"0\"]').length;"))
                .toInt(),
            6);
        QVERIFY(browser_
                    ->run(QStringLiteral("return [...document.querySelectorAll('.panel canvas[tabindex=\"0\"]')].every((c) "
                                         "=> c.getAttribute('aria-label').length > 10);"))
                    .toBool());
        browser_->run(QStringLiteral("document.querySelector('.panel-attention canvas[tabindex=\"0\"]').focus();"));
        browser_->press(QStringLiteral("\uE015"));
        browser_->press(QStringLiteral("\uE014"));
        QTRY_VERIFY(textOf(QStringLiteral(".panel-attention .view-readout")).contains(QStringLiteral("β = ")));
        QTRY_VERIFY(!textOf(QStringLiteral("#said")).isEmpty());
    }

    void valuesAreATable()
    {
        open(pageOf(sentence()));
        QTRY_VERIFY(
            browser_->run(QStringLiteral("return document.querySelector('.panel-attention details') !== null;")).toBool());
        browser_->run(QStringLiteral("document.querySelector('.panel-attention details').open = true;"));
        QTRY_VERIFY(
            browser_
                ->run(QStringLiteral("const t = document.querySelector('.panel-attention table'); return t !== null && "
                                     "t.caption.textContent.length > 0 && t.querySelectorAll('th[scope]').length >= 13;"))
                .toBool());
        const double beta = browser_->run(QString::fromLatin1(kState))["beta"][1][1].toDouble();
        const QString table = textOf(QStringLiteral(".panel-attention table"));
        QVERIFY2(table.contains(QString::number(beta, 'g', 6)), qPrintable(table));
    }

    void fitsAPhoneAndTheDark_data()  // NOLINT(readability-convert-member-functions-to-static): a slot
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("dark");
        for (const int width : {360, 390, 768, 1280, 1920})
            for (const bool dark : {false, true})
                QTest::addRow("%d%s", width, dark ? ", dark" : "") << width << dark;
    }
    void fitsAPhoneAndTheDark()
    {
        QFETCH(int, width);
        QFETCH(bool, dark);
        open(pageOf(sentence({{"irrep-heads", "true"}})));
        browser_->show({width, 844, dark, width < 500});
        QTRY_COMPARE(browser_->run(QStringLiteral("return document.documentElement.clientWidth;")).toInt(), width);
        QTRY_VERIFY2(
            browser_->run(QStringLiteral("return document.documentElement.scrollWidth;")).toInt() <= width,
            qPrintable(
                browser_
                    ->run(QStringLiteral(
                        "return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > "
                        "innerWidth + 1).map((e) => e.tagName + '.' + e.className).join(' ');"))
                    .toString()));
        const QJsonValue small =
            browser_->run(QStringLiteral("return [...document.querySelectorAll('#controls input, #controls button, "
                                         "#controls select, #chooser button')].filter((e) => e.offsetParent && "
                                         "e.getBoundingClientRect().height < 20).map((e) => e.id || e.textContent);"));
        QVERIFY2(small.toArray().isEmpty(), qPrintable(QJsonDocument(small.toArray()).toJson()));
        const QString paint =
            browser_->run(QStringLiteral("return getComputedStyle(document.body).backgroundColor;")).toString();
        QCOMPARE(paint, dark ? QStringLiteral("rgb(21, 24, 29)") : QStringLiteral("rgb(246, 247, 249)"));
    }

    void manyTokensFit()
    {
        RunInput input;
        for (int k = 0; k < 128; ++k)
            input.text += QStringLiteral("the cat sat on a mat and dog ran near fire while bird sang in tree ")
                              .split(' ')[k % 16]
                              .toStdString() +
                          " ";
        setParameter(input.parameters, parameterInfo("layers"), "6");
        const QByteArray page = pageOf(input);
        QVERIFY(page.size() < 2'000'000);
        open(page);
        const QJsonValue state = browser_->run(QString::fromLatin1(kState));
        QCOMPARE(state["tokens"].toArray().size(), 128);
        QCOMPARE(state["stored"].toArray().size(), 7);
        QVERIFY(farthest(browser_->run(QString::fromLatin1(kSet), {QJsonObject{{"layer", 4}, {"kappa", 1.3}}}),
                         attentionAt(*runAt(input, 4), 1.3, -1)) < 1e-9);
    }

    void withoutScriptsThereArePictures()
    {
        gauge::test::Browser still(false);
        const std::string file = folder_->file("still.html");
        writeFileAtomically(file, pageOf(sentence()).toStdString());
        still.open(QString::fromStdString(file));
        QVERIFY(still.run(QStringLiteral("return window.gaugescope === undefined;")).toBool());
        QTRY_COMPARE(still
                         .run(QStringLiteral("return [...document.images].filter((i) => i.complete && i.naturalWidth > 100 "
                                             "&& i.alt.length > 5).length;"))
                         .toInt(),
                     6);
    }

    void aBrokenPageSaysSo()
    {
        QByteArray page = pageOf(sentence());
        page.replace(R"("format":"gaugescope-page")", R"("format":"gaugescope-cake")");
        open(page);
        QTRY_VERIFY(textOf(QStringLiteral("#trouble")).contains(QStringLiteral("expected")));
        QVERIFY(browser_->run(QStringLiteral("return document.querySelectorAll('#saved-figures img').length;")).toInt() ==
                6);
        browser_->complaints();
    }

    void theCommandWritesOneAndRefusesWhatMeansNothing()
    {
        const std::string file = folder_->file("c.html");
        const auto good =
            gauge::test::runProgram("gaugescope", {"render", "--text", "a cat and a dog", "--layers", "2", "-o", file});
        QVERIFY2(good.code == 0 && good.err.empty(), good.err.c_str());
        browser_->open(QString::fromStdString(file));
        QCOMPARE(browser_->run(QString::fromLatin1(kState))["layers"].toInt(), 2);
        const auto boxes = gauge::test::runProgram("gaugescope", {"render", "--text", "न தமிழ் ಕನ್ನಡ", "-o", file});
        QVERIFY2(boxes.code == 0, boxes.err.c_str());  // scripts that no font here has
        for (const std::vector<std::string>& option : {std::vector<std::string>{"--width", "80mm"},
                                                       {"--recipe"},
                                                       {"--figure", "entropy-by-layer"},
                                                       {"--theme", "dark"},
                                                       {"--option", "colour=category"},
                                                       {"--option", "bogus=1"},
                                                       {"--head", "all"}}) {
            std::vector<std::string> all{"render", "-o", folder_->file("no.html")};
            all.insert(all.end(), option.begin(), option.end());
            const auto bad = gauge::test::runProgram("gaugescope", all);
            QVERIFY2(bad.code == 2 && bad.err.find(option.front()) != std::string::npos, bad.err.c_str());
        }
    }
};

}  // namespace gauge::ui::test

QTEST_MAIN(gauge::ui::test::PageTest)
#include "page_test.moc"
