// Files dropped on a window.
#pragma once

#include <QWidget>

namespace gauge::ui {

class FileDrop : public QObject {
    Q_OBJECT
public:
    /// Watches the window, which owns it.
    explicit FileDrop(QWidget& window);

signals:
    void dropped(QString path);
    void refused(QString message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace gauge::ui
