#include "ui/panels/quantities.h"

#include <QStringList>

namespace gauge::ui {
namespace {

using lesson::Type;
using Blank = Quantity::Blank;

std::vector<Quantity> ofPairs()
{
    const std::vector<Blank> pair{Blank::Token, Blank::Token};
    return {
        {"beta(%1,%2)", QT_TRANSLATE_NOOP("quantities", "attention: how much %1 listens to %2"), Type::Number, pair},
        {"E(%1,%2)", QT_TRANSLATE_NOOP("quantities", "energy of %2 for %1, nats"), Type::Number, pair},
        {"D(%1,%2)", QT_TRANSLATE_NOOP("quantities", "consensus distance of %1 and %2, nats"), Type::Number, pair},
        {"apart(%1,%2)", QT_TRANSLATE_NOOP("quantities", "distance of the means of %1 and %2"), Type::Number, pair},
        {"same(%1,%2)", QT_TRANSLATE_NOOP("quantities", "%1 and %2 are in one group"), Type::Truth, pair},
        {"joins(%1,%2)", QT_TRANSLATE_NOOP("quantities", "the θ above which %1 and %2 are in one group, nats"),
         Type::Number, pair},
        {"angle(%1,%2)", QT_TRANSLATE_NOOP("quantities", "angle of the transport from %2 to %1, degrees"), Type::Number,
         pair},
        {"agent-beta(%1,%2)", QT_TRANSLATE_NOOP("quantities", "attention of the agent of %1 to the agent of %2"),
         Type::Number, pair},
        {"E-trace(%1,%2)", QT_TRANSLATE_NOOP("quantities", "the energy's trace part, %2 for %1, nats"), Type::Number, pair},
        {"E-mean(%1,%2)", QT_TRANSLATE_NOOP("quantities", "the energy's mean part, %2 for %1, nats"), Type::Number, pair},
        {"E-log-det(%1,%2)", QT_TRANSLATE_NOOP("quantities", "the energy's log-determinant part, %2 for %1, nats"),
         Type::Number, pair},
    };
}

std::vector<Quantity> ofTokens()
{
    const std::vector<Blank> one{Blank::Token};
    return {
        {"width(%1)", QT_TRANSLATE_NOOP("quantities", "width of %1: how broad its belief is"), Type::Number, one},
        {"norm(%1)", QT_TRANSLATE_NOOP("quantities", "length of the mean of %1"), Type::Number, one},
        {"entropy(%1)", QT_TRANSLATE_NOOP("quantities", "entropy of whom %1 listens to, nats"), Type::Number, one},
        {"size(%1)", QT_TRANSLATE_NOOP("quantities", "tokens in the group of %1"), Type::Number, one},
        {"surprise(%1)", QT_TRANSLATE_NOOP("quantities", "surprise at the word after %1, nats (trained words)"),
         Type::Number, one},
        {"next(%1)", QT_TRANSLATE_NOOP("quantities", "the likeliest word after %1 (trained words)"), Type::Word, one},
        {"name(%1)", QT_TRANSLATE_NOOP("quantities", "the label of %1"), Type::Word, one},
        {"place(%1)", QT_TRANSLATE_NOOP("quantities", "the place of %1 in the text, from 1"), Type::Number, one},
        {"unknown(%1)", QT_TRANSLATE_NOOP("quantities", "%1 is a word the vocabulary lacks"), Type::Truth, one},
        {"multiplicity(%1)", QT_TRANSLATE_NOOP("quantities", "how many tokens %1 stands for"), Type::Number, one},
        {"argmax(i: width(i))", QT_TRANSLATE_NOOP("quantities", "the broadest token"), Type::Token},
        {"argmin(i: width(i))", QT_TRANSLATE_NOOP("quantities", "the narrowest token"), Type::Token},
        {"argmax(i where i != %1: beta(%1,i))", QT_TRANSLATE_NOOP("quantities", "whom %1 listens to most, besides itself"),
         Type::Token, one},
        {"argmin(i where i != %1: E(%1,i))", QT_TRANSLATE_NOOP("quantities", "whose belief is nearest to that of %1"),
         Type::Token, one},
        {"locked", QT_TRANSLATE_NOOP("quantities", "the token that is locked"), Type::Token},
        {"receiver", QT_TRANSLATE_NOOP("quantities", "the receiver of the locked pair"), Type::Token},
        {"sender", QT_TRANSLATE_NOOP("quantities", "the sender of the locked pair"), Type::Token},
    };
}

std::vector<Quantity> ofTheRun()
{
    return {
        {"agents", QT_TRANSLATE_NOOP("quantities", "number of agents"), Type::Number},
        {"groups", QT_TRANSLATE_NOOP("quantities", "number of groups of two or more"), Type::Number},
        {"largest", QT_TRANSLATE_NOOP("quantities", "tokens in the largest group"), Type::Number},
        {"agents-at(%1)", QT_TRANSLATE_NOOP("quantities", "agents at scale %1"), Type::Number, {Blank::Number}},
        {"condensed-share", QT_TRANSLATE_NOOP("quantities", "share of tokens that condensed"), Type::Number},
        {"N", QT_TRANSLATE_NOOP("quantities", "number of tokens"), Type::Number},
        {"K", QT_TRANSLATE_NOOP("quantities", "dimension of the beliefs"), Type::Number},
        {"H", QT_TRANSLATE_NOOP("quantities", "number of heads"), Type::Number},
        {"wilson", QT_TRANSLATE_NOOP("quantities", "mean Wilson loop of the triangles (1: all come home)"), Type::Number},
        {"frustration", QT_TRANSLATE_NOOP("quantities", "frustration (0: everybody can agree along every link)"),
         Type::Number},
        {"layer", QT_TRANSLATE_NOOP("quantities", "the layer on show"), Type::Number},
        {"layers", QT_TRANSLATE_NOOP("quantities", "the last layer"), Type::Number},
        {"F", QT_TRANSLATE_NOOP("quantities", "free energy, nats"), Type::Number},
        {"F-prior", QT_TRANSLATE_NOOP("quantities", "free energy: the prior's part, nats"), Type::Number},
        {"F-disagreement", QT_TRANSLATE_NOOP("quantities", "free energy: the disagreement's part, nats"), Type::Number},
        {"F-entropy", QT_TRANSLATE_NOOP("quantities", "free energy: the entropy's part, nats"), Type::Number},
        {"F-meta", QT_TRANSLATE_NOOP("quantities", "free energy: the meta-tokens' part, nats"), Type::Number},
        {"F-rises", QT_TRANSLATE_NOOP("quantities", "steps in which the free energy rose"), Type::Number},
        {"F-steps", QT_TRANSLATE_NOOP("quantities", "steps of the run"), Type::Number},
        {"compared", QT_TRANSLATE_NOOP("quantities", "a state is pinned as A"), Type::Truth},
    };
}

std::vector<Quantity> ofWork()
{
    const std::vector<Blank> method{Blank::Method};
    return {
        {"measured", QT_TRANSLATE_NOOP("quantities", "Cost has measured what is on show"), Type::Truth},
        {"seconds(%1)", QT_TRANSLATE_NOOP("quantities", "measured time of %1, seconds"), Type::Number, method},
        {"warm-seconds(%1)", QT_TRANSLATE_NOOP("quantities", "measured time of the pair stage of %1, seconds"),
         Type::Number, method},
        {"error(%1)", QT_TRANSLATE_NOOP("quantities", "largest error of %1"), Type::Number, method},
        {"break-even", QT_TRANSLATE_NOOP("quantities", "share that has to condense for a layer to pay"), Type::Number},
        {"layer-speed-up", QT_TRANSLATE_NOOP("quantities", "one more layer: tokens against agents"), Type::Number},
        {"run-speed-up", QT_TRANSLATE_NOOP("quantities", "a run of four layers: tokens against agents"), Type::Number},
        {"held-out-loss", QT_TRANSLATE_NOOP("quantities", "loss of the trained words on unseen text, nats"), Type::Number},
        {"updates", QT_TRANSLATE_NOOP("quantities", "updates of the training"), Type::Number},
        {"loss", QT_TRANSLATE_NOOP("quantities", "loss of the last batch, nats"), Type::Number},
        {"first-loss", QT_TRANSLATE_NOOP("quantities", "loss of the first batch, nats"), Type::Number},
    };
}

}  // namespace

const std::vector<Quantity>& quantities()
{
    static const std::vector<Quantity> all = [] {
        std::vector<Quantity> list;
        for (const std::vector<Quantity>& part : {ofPairs(), ofTokens(), ofTheRun(), ofWork()})
            list.insert(list.end(), part.begin(), part.end());
        return list;
    }();
    return all;
}

QString filled(const QString& pattern, const QStringList& blanks)
{
    QString text = pattern;
    for (qsizetype k = 0; k < blanks.size(); ++k)
        text.replace(QLatin1Char('%') + QString::number(k + 1), blanks[k]);
    return text;
}

}  // namespace gauge::ui
