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
    /// Files and folders of this machine.
    void dropped(QStringList paths);
    void refused(QString message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace gauge::ui
