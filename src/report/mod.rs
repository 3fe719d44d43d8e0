//! Publication-quality files from computed series: figures, tables, TeX macros.
pub mod files;
pub mod figure;
pub mod font;
pub mod label;
pub mod path;
pub mod pdf;
pub mod png;
pub mod scene;
pub mod style;
pub mod svg;
pub mod typeset;
