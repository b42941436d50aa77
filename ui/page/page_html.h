// The one file that a page is: template, style, script and numbers put together.
#pragma once

#include "core/page/page.h"

#include <QByteArray>
#include <QString>

namespace gauge::ui {

/// Bytes of a page, and no more.
constexpr std::size_t kLargestPage = 2'000'000;

/// Bytes of a page that holds nothing yet.
std::size_t emptyPageSize();

/// `stills`: what is read where no script runs, as markup. Throws Error for one that is larger than a page may be.
QByteArray htmlOf(const page::Content& content, const QString& title, const QString& stills);

}  // namespace gauge::ui
