//! The note under a figure, broken into lines.

use super::error::FigureError;
use super::prepare::lettering;
use crate::plot::style;
use crate::plot::typeset::Lettering;

/// Breaks a note into lines of at most this width, at spaces outside `$…$` and `{…}`.
pub fn broken(note: &str, width: f64) -> Result<Vec<Lettering>, FigureError> {
    // The whole first, so that faults are reported with the note as written.
    lettering(note, style::NOTE_TEXT)?;
    let mut lines: Vec<String> = Vec::new();
    for word in unbroken(note) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if lettering(&longer, style::NOTE_TEXT)?.width <= width => {
                if let Some(line) = lines.last_mut() {
                    *line = longer;
                }
            }
            _ => lines.push(word),
        }
    }
    lines
        .iter()
        .map(|l| lettering(l, style::NOTE_TEXT))
        .collect()
}

fn unbroken(note: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let (mut math, mut depth, mut escaped) = (false, 0_usize, false);
    for c in note.chars() {
        match c {
            _ if escaped => {}
            '$' => math = !math,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if c.is_whitespace() && !math && depth == 0 {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
