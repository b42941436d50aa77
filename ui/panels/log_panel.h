// Messages that stay until they are dismissed, never a box that blocks.
#pragma once

#include <QWidget>

class QListWidget;

namespace gauge::ui {

class LogPanel : public QWidget {
    Q_OBJECT
public:
    explicit LogPanel(QWidget* parent = nullptr);
    /// Adds a line with the time; the same line again only counts.
    void add(const QString& message);
    int count() const;

signals:
    void changed();

private:
    void dismiss(bool all);
    QListWidget* list_;
};

}  // namespace gauge::ui
