#include "ui/scene/words.h"
#include "ui/views/frames/layout.h"
#include "ui/views/frames/view.h"

namespace gauge::ui::frames {

QList<QStringList> table(const Scene& scene)
{
    QList<QStringList> rows{
        {words("token"), words("φ x (rad)"), words("φ y (rad)"), words("φ z (rad)"), words("angle (rad)")}};
    for (Index i = 0; i < scene.snapshot->tokens(); ++i) {
        const Eigen::Vector3d v = rotationVector(triadOf(scene, i));
        rows << QStringList{tokenText(*scene.snapshot, i), exactNumber(v.x()), exactNumber(v.y()), exactNumber(v.z()),
                            exactNumber(v.norm())};
    }
    return rows;
}

}  // namespace gauge::ui::frames
