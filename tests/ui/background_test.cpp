// Work aside: the newest wins, what is thrown becomes words, nobody waits, nothing is told to who has gone.
#include "ui/background.h"

#include "core/error.h"

#include <atomic>
#include <latch>
#include <new>
#include <optional>
#include <QCoreApplication>
#include <QTest>
#include <QThread>
#include <stdexcept>
#include <vector>

namespace gauge::ui {
namespace {

/// What a background said.
struct Heard {
    std::vector<int> found;
    QStringList failures;
    int cancellations = 0;
    std::vector<double> fractions;
    bool elsewhere = false;  // something was told on another thread than the test's

    Background<int, int>::Told ears()
    {
        return {[this](int value) { hear([&] { found.push_back(value); }); },
                [this](const QString& words) { hear([&] { failures << words; }); },
                [this] { hear([&] { ++cancellations; }); },
                [this](double fraction) { hear([&] { fractions.push_back(fraction); }); }};
    }

private:
    template <class Act>
    void hear(Act act)
    {
        elsewhere = elsewhere || QThread::currentThread() != QCoreApplication::instance()->thread();
        act();
    }
};

/// A job that a test holds and lets go; it outlives what asked for it.
struct Gate {
    std::latch begun{1};
    std::latch open{1};

    int pass(int value)
    {
        begun.count_down();
        open.wait();
        return value;
    }
};
using SharedGate = std::shared_ptr<Gate>;

/// The first job waits at the gate; later ones are at once what they are.
auto gated(const SharedGate& gate)
{
    return [gate](int job, const RunControl& control) {
        if (job != 1)
            return job;
        gate->pass(job);
        control.check();
        return job;
    };
}

int failing(int job, const RunControl&)
{
    if (job == 1)
        throw std::bad_alloc();
    if (job == 2)
        throw std::runtime_error("a pipe burst");
    if (job == 3)
        throw 42;
    if (job == 4)
        fail("width: expected a length, found 'much'");
    return job;
}

template <class Condition>
bool soon(Condition condition)
{
    return QTest::qWaitFor(condition, 20000);
}

const Newer kAll[] = {Newer::Replaces, Newer::Overtakes, Newer::Hurries, Newer::Waits};

}  // namespace

class BackgroundTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsFoundIsToldOnTheWindowsThread()
    {
        for (const Newer newer : kAll) {
            Heard heard;
            Background<int, int> background(newer, [](int job, const RunControl&) { return 2 * job; }, heard.ears());
            QVERIFY(!background.busy());
            background.submit(21);
            QVERIFY(background.busy());
            QVERIFY(soon([&] { return !background.busy(); }));
            QCOMPARE(heard.found, std::vector<int>{42});
            QVERIFY(!heard.elsewhere && heard.failures.isEmpty() && heard.cancellations == 0);
        }
    }

    void anyExceptionBecomesWordsAndTheNextJobRuns()
    {
        for (const Newer newer : kAll) {
            Heard heard;
            Background<int, int> background(newer, failing, heard.ears());
            for (int job = 1; job <= 4; ++job) {
                background.submit(job);
                QVERIFY(soon([&] { return !background.busy(); }));
                QCOMPARE(heard.failures.size(), job);
            }
            QVERIFY(heard.failures[0].contains(QStringLiteral("fit in memory")));
            QCOMPARE(heard.failures[1], QStringLiteral("a pipe burst"));
            QVERIFY(heard.failures[2].contains(QStringLiteral("without words")));
            QCOMPARE(heard.failures[3], QStringLiteral("width: expected a length, found 'much'"));
            background.submit(5);
            QVERIFY(soon([&] { return !heard.found.empty(); }));
            QCOMPARE(heard.found, std::vector<int>{5});
            QVERIFY(!heard.elsewhere);
        }
    }

    void theNewestWins()
    {
        for (const Newer newer : kAll) {
            Heard heard;
            const auto gate = std::make_shared<Gate>();
            const auto ran = std::make_shared<std::atomic<int>>(0);
            const auto stopped = std::make_shared<std::atomic<bool>>(false);
            const auto job = [gate, ran, stopped](int number, const RunControl& control) {
                ++*ran;
                if (number == 1) {
                    gate->pass(number);
                    *stopped = control.stop.stop_requested();
                }
                return number;
            };
            Background<int, int> background(newer, job, heard.ears());
            background.submit(1);
            gate->begun.wait();
            for (int number = 2; number <= 100; ++number)
                background.submit(number);
            gate->open.count_down();
            QVERIFY(soon([&] { return !background.busy() && !heard.found.empty() && heard.found.back() == 100; }));
            QVERIFY2(newer == Newer::Overtakes || *ran == 2, "what waited was replaced");
            const bool older = newer == Newer::Hurries || newer == Newer::Waits;
            QVERIFY2(older || heard.found.front() != 1, "nothing is told of what was replaced");
            // Nothing was found for long: what hurries is let finish, so that a drag has its picture.
            QVERIFY(soon([&] { return *stopped != older; }));
            QVERIFY(heard.failures.isEmpty() && heard.cancellations == 0);
        }
    }

    void afterAPictureTheNextRunIsStoppedForANewerOne()
    {
        Heard heard;
        const auto gate = std::make_shared<Gate>();
        const auto stopped = std::make_shared<std::atomic<bool>>(false);
        Background<int, int> background(
            Newer::Hurries,
            [gate, stopped](int job, const RunControl& control, const std::function<void(int)>& found) {
                if (job == 1) {
                    gate->pass(job);
                    found(0);
                    while (!control.stop.stop_requested())
                        std::this_thread::yield();
                    *stopped = true;
                    control.check();
                }
                return job;
            },
            heard.ears());
        background.submit(1);
        gate->begun.wait();
        gate->open.count_down();
        // A test that is held up for longer than the silence asks again.
        QVERIFY(soon([&] {
            if (!*stopped)
                background.submit(2);
            return stopped->load();
        }));
        QVERIFY(soon([&] { return !background.busy() && heard.found.back() == 2; }));
        QVERIFY2(heard.cancellations == 0, "stopped for a newer one, not by a hand");
    }

    void whatOvertakesDoesNotWait()
    {
        Heard heard;
        const auto gate = std::make_shared<Gate>();
        Background<int, int> background(Newer::Overtakes, gated(gate), heard.ears());
        background.submit(1);
        gate->begun.wait();
        background.submit(2);
        QVERIFY2(soon([&] { return !background.busy(); }), "while the first still runs");
        gate->open.count_down();
        QTest::qWait(50);
        QCOMPARE(heard.found, std::vector<int>{2});
    }

    void cancelReturnsWhileTheJobGoesOn()
    {
        for (const Newer newer : kAll) {
            Heard heard;
            const auto gate = std::make_shared<Gate>();
            Background<int, int> background(newer, gated(gate), heard.ears());
            background.submit(1);
            gate->begun.wait();
            background.cancel();  // a join would hang here: the gate is shut
            QVERIFY(background.busy());
            gate->open.count_down();
            QVERIFY(soon([&] { return heard.cancellations == 1; }));
            QVERIFY(heard.found.empty() && heard.failures.isEmpty());
            background.submit(3);
            QVERIFY(soon([&] { return !background.busy(); }));
            QCOMPARE(heard.found, std::vector<int>{3});
            QCOMPARE(heard.cancellations, 1);
        }
    }

    void whatWaitedIsCancelledToo()
    {
        Heard heard;
        const auto gate = std::make_shared<Gate>();
        Background<int, int> background(Newer::Replaces, gated(gate), heard.ears());
        background.submit(1);
        gate->begun.wait();
        background.submit(2);
        background.cancel();
        QVERIFY2(soon([&] { return heard.cancellations == 1; }), "though the one before it still runs");
        gate->open.count_down();
        QVERIFY(soon([&] { return !background.busy(); }));
        QVERIFY(heard.found.empty() && heard.cancellations == 1);
    }

    void progressArrivesAndSoDoesWhatIsFoundOnTheWay()
    {
        Heard heard;
        const auto gate = std::make_shared<Gate>();
        Background<int, int> background(
            Newer::Replaces,
            [gate](int job, const RunControl& control, const std::function<void(int)>& found) {
                control.report(0.25);
                found(job - 1);
                return gate->pass(job);
            },
            heard.ears());
        background.submit(1);
        QVERIFY(soon([&] { return !heard.found.empty() && !heard.fractions.empty(); }));
        QCOMPARE(heard.fractions.back(), 0.25);
        QCOMPARE(heard.found, std::vector<int>{0});
        gate->open.count_down();
        QVERIFY(soon([&] { return !background.busy(); }));
        QCOMPARE(heard.found, (std::vector<int>{0, 1}));
    }

    void toGoWhileAJobRunsTakesNoTimeAndEndsTheTelling()
    {
        for (const Newer newer : kAll) {
            Heard heard;
            const auto gate = std::make_shared<Gate>();
            const auto kept = std::make_shared<int>(7);
            std::optional<Background<int, int>> background(
                std::in_place, newer,
                [gate, kept](int job, const RunControl& control) {
                    gate->pass(job);
                    control.report(0.5);
                    return job + *kept;
                },
                heard.ears());
            background->submit(1);
            gate->begun.wait();
            background->submit(2);
            background.reset();  // a join would hang here: the gate is shut
            QVERIFY(kept.use_count() > 1);
            gate->open.count_down();
            QVERIFY2(soon([&] { return kept.use_count() == 1; }), "the thread ended and let go of all it held");
            QCoreApplication::processEvents();
            QVERIFY(heard.found.empty() && heard.fractions.empty() && heard.failures.isEmpty() && heard.cancellations == 0);
        }
    }

    void whatIsOnItsWayIsNotToldToWhoHasGone()
    {
        Heard heard;
        const auto done = std::make_shared<std::latch>(1);
        {
            Background<int, int> background(
                Newer::Waits,
                [done](int job, const RunControl&, const std::function<void(int)>& found) {
                    found(job);
                    done->count_down();
                    return job;
                },
                heard.ears());
            background.submit(1);
            done->wait();  // it has rung, and nobody has answered yet
        }
        QTest::qWait(20);
        QVERIFY(heard.found.empty());
    }

    void whoIsToldMayGoMeanwhile()
    {
        std::optional<Background<int, int>> background;
        int told = 0;
        const auto leave = [&] {
            ++told;
            background.reset();
        };
        background.emplace(
            Newer::Waits,
            [](int job, const RunControl& control) {
                control.report(0.5);
                return job;
            },
            Background<int, int>::Told{[&](int) { leave(); }, {}, {}, [&](double) { leave(); }});
        background->submit(1);
        QVERIFY(soon([&] { return told > 0; }));
        QTest::qWait(20);
        QCOMPARE(told, 1);
    }

    void aCrewWorksForMany()
    {
        constexpr int kMany = 9;
        const auto atOnce = std::make_shared<std::atomic<int>>(0);
        const auto most = std::make_shared<std::atomic<int>>(0);
        std::vector<Heard> heard(kMany);
        std::vector<std::unique_ptr<Background<int, int>>> all;
        const auto crew = makeCrew(2);
        for (Heard& ears : heard)
            all.push_back(std::make_unique<Background<int, int>>(
                Newer::Waits,
                [atOnce, most](int job, const RunControl&) {
                    const int now = ++*atOnce;
                    int before = *most;
                    while (before < now && !most->compare_exchange_weak(before, now)) {
                    }
                    std::this_thread::yield();
                    --*atOnce;
                    return job;
                },
                ears.ears(), crew));
        for (int round = 1; round <= 50; ++round)
            for (auto& each : all)
                each->submit(round);
        for (int k = 0; k < kMany; ++k)
            QVERIFY(soon([&] {
                const Heard& ears = heard[static_cast<std::size_t>(k)];
                return !ears.found.empty() && ears.found.back() == 50;
            }));
        QVERIFY(*most <= 2);
    }

    /// For the thread sanitizer: everything at once.
    void manyHandsAtOnce()
    {
        for (int round = 0; round < 40; ++round) {
            Heard heard;
            std::vector<std::unique_ptr<Background<int, int>>> all;
            for (const Newer newer : kAll)
                all.push_back(std::make_unique<Background<int, int>>(
                    newer,
                    [](int job, const RunControl& control, const std::function<void(int)>& found) {
                        for (int k = 0; k < 20; ++k) {
                            control.check();
                            control.report(0.05 * k);
                            found(-k);
                        }
                        return job % 7 == 0 ? failing(1 + job % 4, control) : job;
                    },
                    heard.ears()));
            for (int job = 1; job <= 30; ++job) {
                for (auto& each : all)
                    each->submit(job);
                if (job % 10 == 0)
                    all.front()->cancel();
                if (job % 5 == 0)
                    QCoreApplication::processEvents();
            }
            QVERIFY(!heard.elsewhere);
        }
    }
};

}  // namespace gauge::ui

QTEST_GUILESS_MAIN(gauge::ui::BackgroundTest)
#include "background_test.moc"
