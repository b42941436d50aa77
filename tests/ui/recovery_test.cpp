// A program killed while somebody works: what is offered afterwards is at most five seconds old.
#include "core/pipeline/session.h"
#include "tests/support/cli.h"
#include "tests/support/soak.h"
#include "ui/workspace/session_store.h"

#include <chrono>
#include <fstream>
#include <QProcess>
#include <QTest>
#include <random>

namespace gauge::ui {
namespace {

struct Edit {
    double kappa;
    long long at;  // nanoseconds of the steady clock
};

std::vector<Edit> logged(const std::string& path)
{
    std::vector<Edit> edits;
    std::ifstream in(path);
    Edit edit{};
    while (in >> edit.kappa >> edit.at)
        edits.push_back(edit);
    return edits;
}

}  // namespace

class RecoveryTest : public QObject {
    Q_OBJECT
private slots:
    void afterAKillTheWorkIsAtMostFiveSecondsOld()
    {
        const int kills = gauge::test::rounds(5, 100);
        std::mt19937 random(1);
        double oldest = 0;
        int found = 0;
        for (int k = 0; k < kills; ++k) {
            double age = 0;
            bool copy = false;
            killOne(k, std::uniform_int_distribution<int>(0, 3000)(random), age, copy);
            if (QTest::currentTestFailed())
                return;
            oldest = std::max(oldest, age);
            found += copy ? 1 : 0;
        }
        qInfo("%d kills, %d with a copy, the oldest work lost %.2f s old", kills, found, oldest);
        QVERIFY(found > 0);
    }

private:
    /// Age: for how long before the kill the state that is offered had been history; with no copy, the first edit's.
    void killOne(int seed, int milliseconds, double& age, bool& copy)
    {
        const gauge::test::TemporaryFolder folder;
        QProcess child;
        child.start(QStringLiteral(GAUGESCOPE_BIN "/recovery-child"),
                    {QString::fromStdString(folder.file(".")), QString::number(seed)});
        QVERIFY(child.waitForStarted());
        const std::string log = folder.file("log");
        QVERIFY(QTest::qWaitFor([&] { return !logged(log).empty(); }, 30000));
        QTest::qWait(milliseconds);
        QCOMPARE(child.state(), QProcess::Running);
        child.kill();
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const long long killed = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
        QVERIFY(child.waitForFinished());
        const std::vector<Edit> edits = logged(log);
        const auto left = SessionStore::leftovers(QString::fromStdString(folder.file("recovery")));
        copy = !left.empty();
        double kept = 0;  // an edit's κ is above 1
        if (copy)
            kept = readSession(left.front().path.toStdString()).run.parameters.attention.kappa;
        long long replaced = killed;
        for (const Edit& edit : edits)
            if (edit.kappa > kept + 1e-6)
                replaced = std::min(replaced, edit.at);
        age = static_cast<double>(killed - replaced) * 1e-9;
        QVERIFY2(age <= 5, qPrintable(QStringLiteral("%1 s old after %2 ms").arg(age).arg(milliseconds)));
        // The edit of the last moment may have been made and not yet logged.
        QVERIFY2(!copy || (kept > 1 && kept < edits.back().kappa + 0.0015), qPrintable(QString::number(kept)));
    }
};

}  // namespace gauge::ui

QTEST_GUILESS_MAIN(gauge::ui::RecoveryTest)
#include "recovery_test.moc"
