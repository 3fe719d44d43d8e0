//! The guide: one page a question, from a first model to the proofs.
//!
//! | page | answers |
//! |---|---|
//! | [`models`] | what a model file says, in which units, and what is refused |
//! | [`gaps`] | how far a contract falls short, and how sure each number is |
//! | [`model_space`] | on which models estimates and brackets were tried, and where they fall short |
//! | [`contracts_in_practice`] | from a label file to terms and to a pay list |
//! | [`labels`] | which label files are read, what a report says, and what only looks like care |
//! | [`tiered`] | what a second bonus is worth, and how it is paid |
//! | [`assistant`] | what changes when careless labels are copied from a model |
//! | [`outcome_tables`] | the least pay for an effort, from a table of outcome probabilities |
//! | [`linear_programs`] | how MPS files are read, and how sure an answer is |
//! | [`certificates`] | what proves an answer to a linear program, in two formats |
//! | [`sweeps`] | grids of models on many machines |
//! | [`figures`] | curves of one's own, with their proofs, as figures and tables |
//! | [`paper`] | how every figure, table and sentence is made, and made again with other values |
//! | [`accuracy`] | what was measured against references, and where it ends |
//! | [`benchmarks`] | how long it takes, beside what else could be used |
//! | [`glossary`] | the words |

#[doc = include_str!("models.md")]
pub mod models {}

#[doc = include_str!("gaps.md")]
pub mod gaps {}

#[doc = include_str!("model_space.md")]
pub mod model_space {}

#[doc = include_str!("contracts_in_practice.md")]
pub mod contracts_in_practice {}

#[doc = include_str!("labels.md")]
pub mod labels {}

#[doc = include_str!("tiered.md")]
pub mod tiered {}

#[doc = include_str!("assistant.md")]
pub mod assistant {}

#[doc = include_str!("outcome_tables.md")]
pub mod outcome_tables {}

#[doc = include_str!("linear_programs.md")]
pub mod linear_programs {}

#[doc = include_str!("certificates.md")]
pub mod certificates {}

#[doc = include_str!("figures.md")]
pub mod figures {}

#[doc = include_str!("sweeps.md")]
pub mod sweeps {}

#[doc = include_str!("paper.md")]
pub mod paper {}

#[doc = include_str!("accuracy.md")]
pub mod accuracy {}

#[doc = include_str!("benchmarks.md")]
pub mod benchmarks {}

#[doc = include_str!("glossary.md")]
pub mod glossary {}
