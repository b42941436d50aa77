#include "ui/panels/status_text.h"

#include "core/gaussian/recording.h"
#include "ui/painter/axes.h"
#include "ui/panels/counted.h"
#include "ui/scene/token_text.h"

#include <QObject>

namespace gauge::ui {

namespace {

/// A parameter's value in the words of its row.
QString wordOf(const Snapshot& s, const char* row)
{
    return QString::fromStdString(parameterText(s.request, parameterInfo(row)));
}

QString transportName(Transport transport)
{
    switch (transport) {
    case Transport::FirstOrder: return QObject::tr("first-order transport");
    case Transport::None: return QObject::tr("no transport");
    case Transport::Pairwise: return QObject::tr("exact, pair by pair");
    case Transport::Exact: break;
    }
    return QObject::tr("exact, common frame");
}

}  // namespace

QString titleText(const Snapshot& snapshot)
{
    const QString record = QString::fromStdString(snapshot.state->name);
    const QString name = snapshot.recording() != nullptr
                             ? QObject::tr("%1 · %2").arg(QString::fromStdString(snapshot.input.state->name), record)
                             : record;
    return QString(name).replace(QLatin1String("[*]"), QLatin1String("[*][*]")) + QObject::tr("[*] – Gaugescope");
}

QString methodName(const Snapshot& s)
{
    const AttentionOptions& o = s.request.attention;
    if (s.backend == "naive")
        return QObject::tr("literal double loop");
    if (o.score == Score::DotProduct)
        return QObject::tr("dot product of means");
    QString name = transportName(o.transport);
    if (o.covariance.family != CovarianceFamily::Full)
        name += QStringLiteral(", ") + wordOf(s, "covariance");
    return name;
}

QString statusText(const Snapshot& s)
{
    return QObject::tr("N = %1, K = %2, %3 · %4 · %5, %6 · %7 · last update %8")
        .arg(s.tokens())
        .arg(s.state->dim())
        .arg(headCount(std::ssize(s.state->heads)), QString::fromStdString(s.state->group),
             QString::fromStdString(s.backend), wordOf(s, "precision"), methodName(s))
        .arg(s.seconds < 1 ? QObject::tr("%1 ms").arg(s.seconds * 1e3, 0, 'g', 3)
                           : QObject::tr("%1 s").arg(s.seconds, 0, 'f', 1));
}

QString absentText(const Recording& recording, std::size_t record)
{
    constexpr qsizetype most = 8;
    QStringList names;
    for (const std::string& token : absentFrom(recording, recording.records[record]))
        names << shownToken(QString::fromStdString(token));
    if (names.isEmpty())
        return {};
    const qsizetype all = names.size();
    QString text = QObject::tr("absent: %1").arg(QStringList(names.mid(0, most)).join(QStringLiteral(" · ")));
    if (all > most)
        text += QObject::tr(" … (%1)").arg(all);
    return text;
}

QString healthText(const Snapshot& s)
{
    const AttentionOptions& o = s.request.attention;
    QString text = QObject::tr("least eigenvalue %1 · condition %2")
                       .arg(shortNumber(s.health.leastEigenvalue), shortNumber(s.health.greatestCondition));
    if (s.backend != "naive" && o.energiesFactor() && o.score == Score::Divergence)
        text += QObject::tr(" · whitened");
    return text;
}

QString lockText(const Snapshot& s, const Selection& selection)
{
    if (selection.locked.empty())
        return {};
    QString what;
    if (selection.lockedReceiver >= 0)
        what = QObject::tr("%1 ← %2").arg(tokenName(s, selection.lockedReceiver), tokenName(s, selection.lockedSender));
    else if (selection.locked.size() <= 3) {
        QStringList names;
        for (const int token : selection.locked)
            names << tokenName(s, token);
        what = names.join(QStringLiteral(", "));
    } else {
        what = tokenCount(std::ssize(selection.locked));
    }
    return QObject::tr("locked: %1 (Esc releases)").arg(what);
}

}  // namespace gauge::ui
