#include "ui/scene/scene.h"

#include "ui/scene/token_text.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>
#include <QFontMetricsF>

namespace gauge::ui {
namespace {

/// Two different words of which one hears the other most: what is looked at until something is chosen.
std::pair<int, int> strongestPair(const Snapshot& s)
{
    std::pair<int, int> best{-1, -1};
    double most = 0;
    const RowMatrixd& beta = s.attention.front();
    for (Index i = 0; i < s.tokens(); ++i) {
        for (Index j = 0; j < s.tokens(); ++j) {
            if (beta(i, j) > most &&
                s.state->tokens[static_cast<std::size_t>(i)] != s.state->tokens[static_cast<std::size_t>(j)]) {
                most = beta(i, j);
                best = {static_cast<int>(i), static_cast<int>(j)};
            }
        }
    }
    return best;
}

}  // namespace

QString tokenName(const Snapshot& s, Index i)
{
    return shownToken(tokenText(s, i));
}

QString layerWord(const Snapshot& s)
{
    return s.recording() != nullptr ? words("record") : words("layer");
}

QString tokenText(const Snapshot& s, Index i)
{
    return QString::fromStdString(s.state->tokens[static_cast<std::size_t>(i)]);
}

bool isUnknown(const Snapshot& s, Index i)
{
    return !s.state->guessed.empty() && s.state->guessed[static_cast<std::size_t>(i)] != 0;
}

void setDot(QPainter& painter, const Snapshot& s, const Style& style, Index i, const QColor& colour)
{
    const bool hollow = isUnknown(s, i);
    painter.setPen(hollow ? QPen(colour, 1.2 * style.unit()) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? style.panel() : colour);
}

QColor tokenColour(const Snapshot& s, const Style& style, Index i)
{
    const Index label = s.clusters().label[static_cast<std::size_t>(i)];
    return style.cluster(s.clusterColour[static_cast<std::size_t>(label)]);
}

double widestName(const Snapshot& s, const QFont& font)
{
    // Bytes decide which few are measured: one name too long or short changes a margin by a letter.
    std::array<const std::string*, 3> longest{};
    for (const std::string& name : s.state->tokens) {
        const std::string* n = &name;
        for (const std::string*& kept : longest)
            if (!kept || n->size() > kept->size())
                std::swap(n, kept);
    }
    const QFontMetricsF metrics(font);
    double widest = 0;
    for (const std::string* name : longest)
        if (name)
            widest = std::max(widest, metrics.horizontalAdvance(shownToken(QString::fromStdString(*name))));
    return widest;
}

int strongestSender(const Snapshot& s, int receiver)
{
    int best = -1;
    double most = 0;
    for (Index j = 0; j < s.tokens(); ++j) {
        double beta = 0;
        for (const RowMatrixd& head : s.attention)
            beta += head(receiver, j);
        if (j != receiver && beta > most) {
            most = beta;
            best = static_cast<int>(j);
        }
    }
    return best;
}

std::pair<int, int> pairOf(const Scene& scene)
{
    const Selection& s = scene.selection;
    if (s.receiver >= 0 && s.sender >= 0)
        return {s.receiver, s.sender};
    if (s.hovered.empty() && s.lockedReceiver >= 0 && s.lockedSender >= 0)
        return {s.lockedReceiver, s.lockedSender};
    if (s.hovered.empty() && s.locked.size() >= 2)
        return {s.locked[0], s.locked[1]};
    const Snapshot& b = scene.side == Side::A && scene.reference ? *scene.reference : *scene.snapshot;
    const std::vector<int>& tokens = s.hovered.empty() ? s.locked : s.hovered;
    const bool chosen = !tokens.empty() && tokens.front() < static_cast<int>(b.tokens());
    const bool holds = scene.held.first >= 0 && (!chosen || tokens.front() == scene.held.first);
    const std::pair<int, int> pair = holds    ? scene.held
                                     : chosen ? std::pair(tokens.front(), strongestSender(b, tokens.front()))
                                              : strongestPair(b);
    const auto n = static_cast<int>(scene.snapshot->tokens());
    return pair.first < n && pair.second < n ? pair : std::pair(-1, -1);
}

int movedAlong(const std::vector<Index>& order, int token, int by)
{
    if (token < 0)
        return static_cast<int>(order.front());
    const auto place = static_cast<int>(std::find(order.begin(), order.end(), token) - order.begin());
    return static_cast<int>(order[static_cast<std::size_t>(std::clamp(place + by, 0, static_cast<int>(order.size()) - 1))]);
}

QString exactNumber(double value)
{
    return QString::number(value, 'g', 17);
}

QString consensusRefusalOf(const Scene& scene)
{
    return QString::fromStdString(scene.snapshot->consensusRefused);
}

QString differenceRefusal(const Scene& scene)
{
    if (!scene.reference || !scene.snapshot)
        return {};
    const Index a = scene.reference->tokens();
    const Index b = scene.snapshot->tokens();
    if (a != b)
        return words("No difference: A has %1 tokens, B has %2.").arg(a).arg(b);
    const bool recorded = scene.reference->recording() != nullptr || scene.snapshot->recording() != nullptr;
    if (recorded && scene.reference->state->tokens != scene.snapshot->state->tokens)
        return words("No difference: A and B have different tokens, or in another order.");
    if (scene.reference->state->heads != scene.snapshot->state->heads)
        return words("No difference: A and B have different heads.");
    return {};
}

void paintRefusal(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text)
{
    painter.setFont(scene.style.textFont());
    painter.setPen(scene.style.quiet());
    painter.drawText(scene.frame(area).adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

}  // namespace gauge::ui
