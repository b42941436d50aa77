// What a person chose for one view: how far it is zoomed, and the view's own options, whose type that view alone knows.
#pragma once

#include <any>
#include <QPointF>

namespace gauge::ui {

/// Of a view that shows one head: none of them, but this.
enum HeadChoice { MeanHead = -1, EveryHead = -2 };

/// Of a comparison: its three pictures beside one another, or one of them that has all the room.
enum class Compared { All, A, B, Difference };

class ViewOptions {
public:
    double zoom = 1;
    QPointF centre{0.5, 0.5};  // of what is visible, as shares of the whole
    Compared compared = Compared::All;

    /// The view's own; as they are at first where none was chosen. Own: the struct of the one view that these are of, comparable.
    template <class Own>
    const Own& of() const
    {
        static const Own fresh{};
        return own_.has_value() ? std::any_cast<const Own&>(own_) : fresh;
    }
    template <class Own>
    Own& of()
    {
        if (!own_.has_value()) {
            own_ = Own{};
            alike_ = alike<Own>;
        }
        return std::any_cast<Own&>(own_);
    }

    bool operator==(const ViewOptions& other) const
    {
        const auto same = alike_ ? alike_ : other.alike_;
        return zoom == other.zoom && centre == other.centre && compared == other.compared && (!same || same(*this, other));
    }

private:
    template <class Own>
    static bool alike(const ViewOptions& a, const ViewOptions& b)
    {
        return a.of<Own>() == b.of<Own>();
    }

    std::any own_;  // empty: nothing was chosen
    bool (*alike_)(const ViewOptions&, const ViewOptions&) = nullptr;
};

}  // namespace gauge::ui
