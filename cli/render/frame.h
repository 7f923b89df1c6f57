// The source frame of a finding: where it is, and the lines around its marks.
//
//    --> pkg/models.py:14:5
//     |
//  12 | def f():
//  ...
//    ::: pkg/models.py:6:5        a second place, too far away for the same excerpt
#pragma once

#include "cli/render/canvas.h"
#include "cli/render/render.h"

namespace whip::render {

// Draws below what the canvas has.
void draw_frame(Canvas& canvas, const FileFindings& file, const Diagnostic& finding);

}  // namespace whip::render
