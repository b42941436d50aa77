#include "core/consensus/carry.h"

#include <Eigen/LU>

namespace gauge {
namespace {

Frames framesOf(std::vector<Stack> links)
{
    Frames frames;
    std::vector<Stack> inverses;
    for (const Stack& u : links) {
        Stack inverse(u.size(), u.dim());
        for (Index i = 0; i < u.size(); ++i)
            inverse[i] = Matrixd(u[i]).inverse();
        inverses.push_back(std::move(inverse));
        frames.blocks.push_back({0, u.dim()});
    }
    frames.u = std::move(links);
    frames.inverse = std::move(inverses);
    return frames;
}

}  // namespace

Carry::Carry(const Ensemble& e, const Clusters& clusters, const std::vector<Index>& medoid)
{
    std::vector<Stack> links;
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        Stack u(e.tokens(), e.heads[h]);
        for (Index i = 0; i < e.tokens(); ++i)
            u[i].setIdentity();
        for (std::size_t c = 0; c < medoid.size(); ++c)
            for (const Index i : clusters.members[c])
                if (i != medoid[c])
                    u[i] = e.connection.link(h, medoid[c], i, e.heads[h]);
        links.push_back(std::move(u));
    }
    links_ = framesOf(std::move(links));
}

CommonBeliefs Carry::there(const CommonBeliefs& beliefs) const
{
    return empty() ? beliefs : CommonBeliefs{pushForward(beliefs, links_).heads};
}

CommonBeliefs Carry::back(const CommonBeliefs& beliefs) const
{
    return empty() ? beliefs : turnedBack(beliefs, links_);
}

std::vector<NaturalBlock> Carry::back(const std::vector<NaturalBlock>& naturals) const
{
    std::vector<NaturalBlock> out = naturals;
    for (std::size_t h = 0; h < out.size() && !empty(); ++h) {
        for (Index i = 0; i < out[h].h.cols(); ++i) {
            const Matrixd v = link(h, i);
            out[h].precision[i] = v.transpose() * naturals[h].precision[i] * v;
            out[h].h.col(i) = v.transpose() * naturals[h].h.col(i);
        }
    }
    return out;
}

Carry Carry::then(const Carry& next, const std::vector<Index>& label, const Heads& heads) const
{
    if (next.empty() && empty())
        return {};
    const auto n = static_cast<Index>(label.size());
    std::vector<Stack> links;
    for (std::size_t h = 0; h < heads.size(); ++h) {
        Stack u(n, heads[h]);
        for (Index i = 0; i < n; ++i) {
            const Matrixd first = empty() ? Matrixd(Matrixd::Identity(heads[h], heads[h])) : link(h, i);
            u[i] = next.empty() ? first : Matrixd(next.link(h, label[static_cast<std::size_t>(i)]) * first);
        }
        links.push_back(std::move(u));
    }
    Carry both;
    both.links_ = framesOf(std::move(links));
    return both;
}

void Carry::leave(const std::vector<Index>& agents)
{
    if (empty())
        return;
    std::vector<Stack> links = links_.u;
    for (Stack& u : links)
        for (const Index i : agents)
            u[i].setIdentity();
    links_ = framesOf(std::move(links));
}

}  // namespace gauge
