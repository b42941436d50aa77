// The manual beside the views: F1 shows the passage on what is under the pointer.
#pragma once

#include <QTextBrowser>

namespace gauge::ui {

class HelpPanel : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpPanel(QWidget* parent = nullptr);
    /// Shows the passage of a view or a parameter by its name; false when the manual has none.
    bool showTopic(const QString& topic);
};

/// The topic of a widget: its own, or that of what it stands in; "window" at the end.
QString topicOf(const QWidget* widget);

}  // namespace gauge::ui
