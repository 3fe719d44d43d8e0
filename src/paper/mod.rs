//! The paper and the report, made from the evidence of all theorems.
//!
//! - [`evidence`] makes the files of a theorem, [`sheet`] the one that says what was found.
//! - [`document`] makes what depends on all theorems, [`documents`] lists them: [`html`] the
//!   report, [`manuscript`] the paper.
//! - [`rows`] reads tables for it, [`solvers`] counts the answers of solvers.
//! - `proved` counts what Coq has accepted, for both.
//! - [`real`] makes what is said of real labels, from a folder of label files.
//! - [`deposit`] packs the project with its hashes.
//! - [`varied`] names what a run with other values changes.
//! - [`manifest`] says what everything was made from.
//!
//! The same input gives the same bytes: nothing here asks for the time, the locale, installed fonts
//! or the number of threads, and logarithms come from the crate `libm`, not from the platform.

pub mod deposit;
pub mod document;
pub mod documents;
pub mod evidence;
pub mod html;
pub mod manifest;
pub mod manuscript;
mod proved;
pub mod real;
pub mod rows;
pub mod sheet;
pub mod solvers;
pub mod varied;
