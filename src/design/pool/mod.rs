//! One sheet for annotators who differ.
//!
//! A team posts one set of terms; its annotators differ in what care costs them, in how certain
//! their items are, in what else they could do. A pool is a list of types, each a whole model, with
//! how many there are of each. Each type accepts or not and chooses its own effort; who does not
//! accept brings nothing and costs nothing.
//!
//! | question | module |
//! |---|---|
//! | the types, from a file or from efforts that were seen | [`mod@file`], [`efforts`] |
//! | what every type does under given terms, quickly | [`table`] |
//! | each type alone | [`own`] |
//! | the single terms that are best on average | [`search`] |
//! | where that search begins | [`starts`] |
//! | terms next to others | [`moves`] |
//! | two sheets from which everybody may choose | [`menu`] |
//! | what is proved of every type, and what no single terms exceed | [`proved`] |
//! | what nothing exceeds within a budget for all | [`within_budget`] |
//! | all of it | [`sheet`] |

pub mod efforts;
pub mod file;
pub mod menu;
pub mod moves;
pub mod own;
pub mod proved;
pub mod search;
pub mod sheet;
pub mod starts;
pub mod table;
mod terms;
mod types;
pub mod within_budget;

pub use proved::Effect;
pub use sheet::{PoolSheet, ProvedMenu};
pub use terms::PoolTerms;
pub use types::{Pool, Type};
