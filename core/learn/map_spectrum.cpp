#include "core/learn/map_spectrum.h"

#include "core/algebra/solvers.h"
#include "core/learn/models.h"

#include <cmath>

namespace gauge::learn {
namespace {

SquareMap squareMap(const Matrixd& w)
{
    const SingularDecomposition svd = singularDecomposition(w);
    const Vectord angles = eigenvaluesOf(svd.u * svd.v.transpose()).cwiseArg().cwiseAbs();
    const Matrixd around = w * w * w;
    const Matrixd one = Matrixd::Identity(w.rows(), w.cols());
    return {angles.maxCoeff(), angles.mean(), around.trace() / static_cast<double>(w.rows()), (around - one).norm()};
}

}  // namespace

std::vector<HeadSpectrum> mapSpectra(const TrainedModel& model)
{
    std::vector<HeadSpectrum> spectra;
    if (model.config.model != "gauge" || model.config.connections == "none")
        return spectra;
    const ConnectedModel<float> typed(connectedShape(model.config, model.vocabulary.size()));
    const MapShape& shape = typed.shape().maps;
    const bool group = shape.maps == Maps::Linear || shape.maps == Maps::Rotation;
    for (int l = 0; l < (model.config.shareLayers ? 1 : model.config.layers); ++l) {
        const HeadMaps<float> maps = typed.maps(model.theta, l);
        Index at = 0;
        for (std::size_t h = 0; h < shape.heads.size(); ++h) {
            const Index d = shape.heads[h];
            const Matrixd sender = maps.reading.middleRows(shape.coordinates() + at, d).cast<double>();
            HeadSpectrum s;
            s.layer = l;
            s.head = static_cast<int>(h);
            s.receiver = singularValues(maps.reading.middleRows(at, d).cast<double>());
            s.sender = singularValues(sender);
            s.back = singularValues(maps.back.middleRows(at, d).cast<double>());
            if (group)
                s.link = squareMap(sender.middleCols(at, d));
            spectra.push_back(std::move(s));
            at += d;
        }
    }
    return spectra;
}

}  // namespace gauge::learn
