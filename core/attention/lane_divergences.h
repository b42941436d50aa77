// Divergences and averages of a batch of pairs in register lanes: what the ways of going pair by pair share.
#pragma once

#include "core/kernels/batch.h"

namespace gauge {

using ConstMap = Eigen::Map<const Matrixd>;

/// ⟨A, B⟩ + vᵀ A v: A and B symmetric d×d of which lower triangles are read, either of them in lanes or both.
Lane contract(const BatchMatrix& a, const ConstMap& b, const std::vector<Lane>& v, Index d);
Lane contract(const ConstMap& a, const BatchMatrix& b, const std::vector<Lane>& v, Index d);
Lane contract(const BatchMatrix& a, const BatchMatrix& b, const std::vector<Lane>& v, Index d);

/// Rényi's divergence of order α (gaussian/divergence.h) of a receiver from carried senders; not a number where it is infinite. `offset`, the
/// difference of the means, is overwritten; `factor` is scratch.
Lane renyiLane(double order, Index d, const ConstMap& receiver, double receiverLogDet, const BatchMatrix& sender,
               const Lane& senderLogDet, std::vector<Lane>& offset, BatchMatrix& factor);

/// Sums over the senders of one receiver, a lane a sender.
class HeardLanes {
public:
    explicit HeardLanes(Index d);

    /// Weighted moments about the origin; cov: lower triangle, of `diagonal` its diagonal.
    void addMoments(const Vectord& origin, const Lane& weight, const std::vector<Lane>& mean, const BatchMatrix& cov,
                    bool diagonal);
    /// Weighted natural parameters; lanes of weight 0 may hold anything.
    void addNaturals(const Lane& weight, const BatchMatrix& precision, const std::vector<Lane>& h);

    /// What was heard, with members mean, cov, and of `natural` precision and h.
    template <class Heard>
    Heard heard(const Vectord& origin, bool natural) const
    {
        Heard out{Vectord(d_), Matrixd(d_, d_), {}, {}};
        reduce(mean_, second_, out.mean, out.cov);
        out.cov -= out.mean * out.mean.transpose();
        out.mean += origin;
        if (natural) {
            out.precision.resize(d_, d_);
            out.h.resize(d_);
            reduce(h_, precision_, out.h, out.precision);
        }
        return out;
    }

private:
    void reduce(const std::vector<Lane>& vector, const BatchMatrix& matrix, Vectord& v, Matrixd& m) const;

    Index d_;
    BatchMatrix second_;
    BatchMatrix precision_;
    std::vector<Lane> mean_;
    std::vector<Lane> h_;
};

}  // namespace gauge
