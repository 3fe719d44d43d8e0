//! Publication-quality files from computed series: figures, tables, TeX macros, and when to make them again.
//!
//! This part knows series and labels, not what they mean. From description to file:
//!
//! - [`figure`] describes panels, axes and series; [`style`] decides how all of them look.
//! - [`label`] reads the markup of labels, [`font`] holds the bundled font, [`typeset`] sets the one in the other.
//! - [`scene`] is what `plotters` draws into: outlines made of [`path`]s, which [`svg`], [`pdf`] and [`png`] write. One scene, three
//!   formats, so they cannot differ, and lettering is outlines in each, so that no reader's fonts matter.
//! - [`table`] writes CSV, Markdown and LaTeX, [`number`] prints only the digits that are certain, [`tex`] writes macros.
//! - [`files`] writes whole files or none, [`cache`] says whether they are up to date and why not.
//!
//! The same input gives the same bytes: nothing here asks for the time, the locale, installed fonts or the number of threads,
//! and logarithms come from the crate `libm`, not from the platform.

pub mod cache;
pub mod figure;
pub mod files;
pub mod font;
pub mod label;
pub mod number;
pub mod path;
pub mod pdf;
pub mod png;
pub mod scene;
pub mod style;
pub mod svg;
pub mod table;
pub mod tex;
pub mod typeset;
