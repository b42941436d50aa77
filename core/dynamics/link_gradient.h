// Gradients of the coupling along a connection: by beliefs, by links, and by what the links are made of (MATH.md §9).
#pragma once

#include "core/dynamics/coupling_gradient.h"
#include "core/gaussian/ensemble.h"

namespace gauge {

/// By what a file says of links, before --link-scale; what a connection has not is empty.
struct ConnectionGradient {
    RowMatrixd coordinates;        // N²×G: by δ_ij, row i·N + j
    std::vector<Stack> matrices;   // H of N²×d×d: by V_ij, where links are given as matrices
    std::vector<Matrixd> heads;    // H of d×d: by W_h
    std::vector<Matrixd> weights;  // G of K×K: by W^a of bilinear links
};

/// Gathers Σ_ij W_ij E_ij head by head. By pair it takes one derivative a pair; by head matrix products.
class PairGradients {
public:
    /// byLinks: gradients by links are wanted; links that read the means are followed whether or not.
    PairGradients(const Ensemble& ensemble, const AttentionOptions& options, bool byLinks);

    /// Adds ∂/∂m and ∂/∂C of one head; w: N×N.
    void addHead(std::size_t head, const RowMatrixd& w, BlockGradient& out);
    /// Adds what means do through the links that read them, and gives the gradients by links.
    void finish(std::vector<BlockGradient>& heads, ConnectionGradient& out);

private:
    void addPairs(std::size_t head, const RowMatrixd& w, BlockGradient& out);
    void addCoordinates(std::size_t head, const Stack& byLink);
    void addMeans(std::vector<BlockGradient>& heads, ConnectionGradient& out) const;

    const Ensemble& ensemble_;
    const AttentionOptions& options_;
    bool byLinks_;
    RowMatrixd coordinates_;  // N²×G: by the δ that links are exponentials of
    ConnectionGradient made_;
};

/// The adjoint of the Fréchet derivative of the matrix exponential at `a`: G with ⟨G, E⟩ = ⟨gradient, d exp(a)[E]⟩ (Higham, Functions of Matrices, 2008, §3.2, §10.6).
Matrixd adjointExponential(const Matrixd& a, const Matrixd& gradient);

/// The same of the principal power v ↦ v^scale.
Matrixd adjointPower(const Matrixd& v, double scale, const Matrixd& gradient);

}  // namespace gauge
