// Every action of the menus by a few letters of its name.
#pragma once

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;
class QMenuBar;

namespace gauge::ui {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    /// Of what the menus offer, those below other menus too.
    explicit CommandPalette(const QMenuBar& menus, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& letters);
    void trigger();

    QList<QAction*> actions_;
    QLineEdit* line_;
    QListWidget* list_;
};

/// Do the letters stand in the text, in this order? Case does not matter.
bool lettersIn(const QString& letters, const QString& text);

}  // namespace gauge::ui
