// A constant link a head on the host's machine (MATH.md §9): every precision, divergence, family and mask gives the processor's answers.
#include "gpu/device_backend.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/head_links.h"
#include "tests/gpu/host_device.h"
#include "tests/support/message.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge::test {
namespace {

struct Host {
    std::shared_ptr<HostMachine> machine = std::make_shared<HostMachine>();
    std::unique_ptr<Backend> backend;

    explicit Host(long tileNumbers = 0) : backend(makeDeviceBackend(std::make_unique<HostDevice>(machine, tileNumbers))) {}
};

constexpr HeadLinkCase kMiddle{"GL", 0.4, false};

Parameters along(const OptionCase& c, Precision precision = Precision::Double)
{
    Parameters p;
    c.set(p.attention);
    p.attention.precision = precision;
    return p;
}

class HeadLinksOfGroup : public testing::TestWithParam<GroupCase> {};

TEST_P(HeadLinksOfGroup, GiveTheProcessorsAnswersForEveryOption)
{
    const State state = withHeadLinks(randomState(GetParam().group, 11, 5), kMiddle);
    for (const OptionCase& c : headLinkOptions()) {
        SCOPED_TRACE(c.name);
        expectSameAttention(*Host().backend, state, along(c), 1e-9);
        expectSameAttention(*Host(40).backend, state, along(c), 1e-9);  // a few receivers at a time
        expectSameStream(*Host(40).backend, state, along(c), 1e-9);
        expectSameAttention(*Host().backend, state, along(c, Precision::Single), 2e-3);
        expectSameStream(*Host().backend, state, along(c, Precision::Single), 2e-3);
    }
}

TEST_P(HeadLinksOfGroup, GiveTheProcessorsLayers)
{
    const State state = withHeadLinks(randomState(GetParam().group, 9, 6), kMiddle);
    for (const OptionCase& c : headLinkOptions()) {
        SCOPED_TRACE(c.name);
        Parameters p = along(c);
        p.evolve.layers = 3;
        p.evolve.steps = 2;
        expectSameLayers(*Host(30).backend, state, p, 1e-8);
    }
}

INSTANTIATE_TEST_SUITE_P(Groups, HeadLinksOfGroup, testing::ValuesIn(allGroups()),
                         [](const auto& made) { return std::string(made.param.name); });

class HeadLinksOfKind : public testing::TestWithParam<HeadLinkCase> {};

/// Largest errors: of energies beside the largest, as without links, where W is no further from 1 than beliefs from each other.
struct Kept {
    Precision precision;
    double error;
};
constexpr Kept kPrecisions[] = {{Precision::Double, 1e-12},
                                {Precision::Single, 1e-6},
                                {Precision::Half, 3e-5},
                                {Precision::Tf32, 1e-3},
                                {Precision::Bf16, 1e-2}};

TEST_P(HeadLinksOfKind, AreAsExactAsThePrecisionSays)
{
    const State state = withHeadLinks(randomState(Group::GlK, 66, 5), GetParam());
    for (const OptionCase& c : headLinkOptions()) {
        const Request request = resolveFor(along(c), state);
        const Ensemble ensemble = makeEnsemble(state, request.attention);
        const auto exact = attendOnce(*makeCpuBackend(), ensemble, request.attention, {}, {});
        for (const Kept& kept : kPrecisions) {
            SCOPED_TRACE(c.name + ", " + precisionName(kept.precision));
            AttentionOptions o = request.attention;
            o.precision = kept.precision;
            const auto found = attendOnce(*Host().backend, ensemble, o, {}, {});
            EXPECT_LT(relativeDifference(found.energy, exact.energy), kept.error);
        }
    }
}

/// W = 1 would leave E_ii = 0: what a kernel writes there without links.
TEST_P(HeadLinksOfKind, GiveATokenAnEnergyFromItself)
{
    const State state = withHeadLinks(randomState(Group::So2Planes, 70, 5), GetParam());
    for (const Divergence divergence : {Divergence::Kl, Divergence::ReverseKl, Divergence::Jeffreys})
        for (const Precision precision : {Precision::Double, Precision::Single}) {
            AttentionOptions options;
            options.divergence = divergence;
            options.precision = precision;
            options.connection.source = ConnectionSource::ByHead;
            const Ensemble ensemble = makeEnsemble(state, options);
            const auto found = attendOnce(*Host().backend, ensemble, options, {}, {});
            options.precision = Precision::Double;
            const auto exact = attendOnce(*makeCpuBackend(), ensemble, options, {}, {});
            for (std::size_t h = 0; h < ensemble.heads.size(); ++h) {
                const double tolerance = (precision == Precision::Double ? 1e-12 : 1e-6) * exact.energy[h].maxCoeff();
                for (Index i = 0; i < ensemble.tokens(); ++i) {
                    EXPECT_GT(exact.energy[h](i, i), 1e-5);
                    EXPECT_NEAR(found.energy[h](i, i), exact.energy[h](i, i), tolerance);
                }
            }
        }
}

INSTANTIATE_TEST_SUITE_P(Kinds, HeadLinksOfKind, testing::ValuesIn(headLinkCases()), [](const auto& made) {
    std::string name = made.param.name;
    std::erase(name, ' ');
    return name;
});

class HeadLinksOfTiles : public testing::TestWithParam<Index> {};

TEST_P(HeadLinksOfTiles, GiveTheProcessorsAnswersUnderEveryMask)
{
    using Kind = Mask::Kind;
    const State state = withHeadLinks(randomState(Group::So2Planes, GetParam(), 5), kMiddle);
    for (const Mask mask : {Mask{}, Mask{Kind::Full, 0, false}, Mask{Kind::Causal}, Mask{Kind::Causal, 0, false},
                            Mask{Kind::Window, 70}, Mask{Kind::CausalWindow, 3, false}})
        for (const auto& [precision, tolerance] : {std::pair{Precision::Double, 1e-9},
                                                   {Precision::Single, 1e-3},
                                                   {Precision::Half, 2e-2},
                                                   {Precision::Tf32, 0.1},
                                                   {Precision::Bf16, 0.2}}) {
            SCOPED_TRACE(std::to_string(static_cast<int>(mask.kind)) + precisionName(precision));
            Parameters p;
            p.attention.mask = mask;
            p.attention.precision = precision;
            p.attention.connection.source = ConnectionSource::ByHead;
            expectSameAttention(*Host().backend, state, p, tolerance);
            expectSameStream(*Host().backend, state, p, tolerance);
        }
}

INSTANTIATE_TEST_SUITE_P(Tokens, HeadLinksOfTiles, testing::Values(1, 63, 64, 65, 150));

/// More heads than one launch takes, and one whose matrices are too large for a warp.
TEST(HeadLinks, OfManyHeadsAndALargeOne)
{
    AttentionOptions options;
    options.connection.source = ConnectionSource::ByHead;
    for (const Divergence divergence : {Divergence::Kl, Divergence::ReverseKl, Divergence::Jeffreys}) {
        options.divergence = divergence;
        State state = randomState(Group::GlK, 5, 3);
        Ensemble ensemble = makeEnsemble(withHeadLinks(state, kMiddle), options);
        const GaussianBlock one = ensemble.common.heads[0];
        std::vector<HeadLink> links;
        ensemble.heads.clear();
        ensemble.common.heads.clear();
        for (int h = 0; h < 19; ++h) {
            const Index d = h == 11 ? 57 : 2;
            GaussianBlock block{Matrixd(d, 5), Stack(5, d)};
            for (Index i = 0; i < 5; ++i) {
                block.mean.col(i) =
                    Vectord::NullaryExpr(d, [&](Index k) { return std::sin(3.0 * static_cast<double>(k + 7 * i + h)); });
                const Vectord v = block.mean.col(i).reverse();
                block.cov[i] = (1 + 0.1 * static_cast<double>(i)) * Matrixd::Identity(d, d) + 0.2 * v * v.transpose();
            }
            const Matrixd w = Matrixd::Identity(d, d) +
                              0.3 / std::sqrt(static_cast<double>(d)) * Matrixd::NullaryExpr(d, d, [h](Index r, Index c) {
                                  return std::cos(static_cast<double>(5 * r + c * c + h));
                              });
            links.push_back({w, w.inverse(), std::log(std::abs(w.determinant()))});
            ensemble.heads.push_back(d);
            ensemble.common.heads.push_back(std::move(block));
        }
        ensemble.connection = Connection::ofHeads(links);
        const auto exact = attendOnce(*makeCpuBackend(), ensemble, options, {.product = true}, {});
        const auto found = attendOnce(*Host().backend, ensemble, options, {.product = true}, {});
        EXPECT_LT(relativeDifference(found.energy, exact.energy), 1e-12);
        for (std::size_t h = 0; h < links.size(); ++h) {
            EXPECT_LE((found.message.heads[h].mean - exact.message.heads[h].mean).cwiseAbs().maxCoeff(), 1e-10) << h;
            EXPECT_LE((found.naturals[h].precision[3] - exact.naturals[h].precision[3]).cwiseAbs().maxCoeff(), 1e-10) << h;
        }
    }
}

TEST(HeadLinks, InWhateverOrderThreadsRun)
{
    const State state = withHeadLinks(randomState(Group::Spin1, 9, 5), kMiddle);
    for (const OptionCase& c : headLinkOptions()) {
        SCOPED_TRACE(c.name);
        const Host host;
        host.machine->threads = 3;
        host.machine->ownThreads = GAUGESCOPE_SANITIZED;
        host.machine->seed(3);
        expectSameAttention(*host.backend, state, along(c), 1e-9);
        expectSameLayers(*host.backend, state, along(c), 1e-8);
    }
}

TEST(HeadLinks, InSingleGiveLayersAsNearAsWithoutThem)
{
    const State state = withHeadLinks(randomState(Group::Irreps, 20, 5), kMiddle);
    for (const OptionCase& c : headLinkOptions()) {
        SCOPED_TRACE(c.name);
        Parameters p = along(c, Precision::Single);
        p.evolve.layers = 2;
        expectSameLayers(*Host().backend, state, p, 2e-3);
    }
}

/// What leaves the matrix product is the processor's, and is said before anything runs.
TEST(HeadLinks, ThatNeedEveryPairAreRefusedInWords)
{
    const auto words = [](auto set) {
        AttentionOptions o;
        o.connection.source = ConnectionSource::ByHead;
        set(o);
        return Host().backend->refuses(o).value_or("taken");
    };
    EXPECT_EQ(words([](AttentionOptions&) {}), "taken");
    for (const auto& set : std::vector<std::function<void(AttentionOptions&)>>{
             [](AttentionOptions& o) { o.divergence = Divergence::Renyi; },
             [](AttentionOptions& o) { o.transport = Transport::Pairwise; },
             [](AttentionOptions& o) { o.covariance = CovarianceFamily::DiagonalProjected; }})
        EXPECT_EQ(words(set), "--connection heads: energies that are formed pair by pair follow links on the processor, "
                              "found --backend cuda; use "
                              "cpu or auto");
    EXPECT_EQ(words([](AttentionOptions& o) { o.connection.source = ConnectionSource::Links; }),
              "--connection links: links by pairs are followed on the processor, found --backend cuda; use cpu or auto");
    EXPECT_NE(words([](AttentionOptions& o) {
                  o.connection.source = ConnectionSource::Bilinear, o.connection.amount = 0.1;
              }).find("links by pairs"),
              std::string::npos);
}

}  // namespace
}  // namespace gauge::test
