//! The paper, the report and the record of what was made.

#[path = "../support/folders.rs"]
mod folders;

mod manuscript;
mod registry;
mod report_figures;
mod report_page;
mod reproduce;
mod varied;
