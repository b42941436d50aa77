// Meta-tokens: the tower, or what became of agents over the layers.
#include "ui/views/meta_tokens/options.h"
#include "ui/views/meta_tokens/pictures.h"
#include "ui/views/meta_tokens/view.h"

namespace gauge::ui::meta_tokens {

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    if (optionsOf(scene).counts)
        paintCounts(painter, area, scene);
    else if (optionsOf(scene).follow)
        paintFollow(painter, area, scene);
    else
        paintTower(painter, area, scene);
}

}  // namespace gauge::ui::meta_tokens
