//! Text inside HTML and SVG.

/// Text with the four signs that markup and its attributes give a meaning replaced.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
