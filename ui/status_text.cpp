#include "ui/status_text.h"

#include "ui/painter/axes.h"

#include <QObject>

namespace gauge::ui {

QString methodName(const Snapshot& s)
{
    const Parameters& p = s.parameters;
    if (s.backend == "naive")
        return QObject::tr("literal double loop");
    if (p.score != "divergence")
        return QObject::tr("dot product of means");
    QString name = p.transport == "first-order" ? QObject::tr("first-order transport")
                   : p.transport == "none"      ? QObject::tr("no transport")
                   : p.transport == "pairwise"  ? QObject::tr("exact, pair by pair")
                                                : QObject::tr("exact, common frame");
    if (p.covariance != "full")
        name += QStringLiteral(", ") + QString::fromStdString(p.covariance);
    return name;
}

QString statusText(const Snapshot& s)
{
    const auto heads = s.state->heads.size();
    return QObject::tr("N = %1, K = %2, %3 %4 · %5 · %6, %7 · %8 · last update %9")
        .arg(s.tokens())
        .arg(s.state->dim())
        .arg(heads)
        .arg(heads == 1 ? QObject::tr("head") : QObject::tr("heads"))
        .arg(QString::fromStdString(s.state->group), QString::fromStdString(s.backend),
             QString::fromStdString(s.parameters.precision), methodName(s))
        .arg(s.seconds < 1 ? QObject::tr("%1 ms").arg(s.seconds * 1e3, 0, 'g', 3)
                           : QObject::tr("%1 s").arg(s.seconds, 0, 'f', 1));
}

QString healthText(const Snapshot& s)
{
    const AttentionOptions o = resolveFor(s.parameters, *s.state).attention;
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
        what = QObject::tr("%1 tokens").arg(selection.locked.size());
    }
    return QObject::tr("locked: %1 (Esc releases)").arg(what);
}

}  // namespace gauge::ui
