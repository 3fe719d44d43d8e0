//! Publication-quality figures from computed series; it knows series and labels, not what they
//! mean.
//!
//! - [`figure`] describes panels, axes and series; [`style`] decides how all of them look.
//! - [`font`] holds the bundled font, [`typeset`] sets a label in it.
//! - [`page`] sets text and tables for paper.
//! - [`scene`] is what `plotters` draws into: outlines made of [`path`]s, which [`svg`], [`pdf`]
//!   and [`png`] write. One scene, three formats, so they cannot differ, and lettering is outlines
//!   in each, so that no reader's fonts matter.

pub mod figure;
pub mod font;
pub mod page;
pub mod path;
pub mod pdf;
pub mod png;
pub mod scene;
pub mod style;
pub mod svg;
pub mod typeset;
