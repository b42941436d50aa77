// The light of a step at the author's desk: pointed at in the window, or chosen from lists.
#pragma once

#include "core/lesson/lesson.h"

#include <nlohmann/json.hpp>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace gauge::ui {

class AuthorLight : public QWidget {
    Q_OBJECT
public:
    explicit AuthorLight(QWidget* parent = nullptr);

    void showLight(const nlohmann::json& light);
    /// Labels that a token or a cell can have.
    void setTokens(const QStringList& tokens);
    void setFault(const QString& fault);
    /// Something is about to be pointed at, or no longer.
    void setPointing(bool pointing);

signals:
    /// Null: none.
    void chosen(nlohmann::json light);
    void pointWanted();

private:
    void showLists();
    void choose();
    lesson::Spotlight light() const;

    QComboBox* what_;
    QComboBox* which_;
    QComboBox* first_;
    QComboBox* second_;
    QToolButton* point_;
    QLabel* fault_;
};

}  // namespace gauge::ui
