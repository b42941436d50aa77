// The controls in a dock's header. What does not fit the width waits in a small window that a button at the end opens.
#pragma once

#include <QWidget>
#include <vector>

class QFrame;
class QHBoxLayout;
class QToolButton;

namespace gauge::ui {

class ToolRow : public QWidget {
    Q_OBJECT
public:
    explicit ToolRow(QWidget* parent = nullptr);

    /// Takes a control; its accessible name is its label where it waits.
    void add(QWidget* control);
    /// Whether there is such a control at all now.
    void setOffered(QWidget* control, bool offered);
    /// Those that the width has no room for.
    std::vector<QWidget*> waiting() const;
    QToolButton& moreButton() { return *more_; }

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Item {
        QWidget* control;
        bool offered;
    };
    void arrange();
    void openRest();
    void closeRest();
    int widthOf(const QWidget& control) const;

    std::vector<Item> items_;
    QHBoxLayout* row_;
    QToolButton* more_;
    QFrame* rest_ = nullptr;  // while it is open
};

}  // namespace gauge::ui
