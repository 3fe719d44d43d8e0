//! From posted terms and a month's labels to what is due to whom.
//!
//! | question | module |
//! |---|---|
//! | money in exact decimals | [`money`] |
//! | terms as a file, with what was proved and a fingerprint | [`terms_file`] |
//! | which labels are checked, and which of them agree | [`mod@checks`] |
//! | one line an annotator: checked, agreed, tier, due, why | [`slip`] |
//! | a statement for each annotator | [`statement`] |

pub mod checks;
mod error;
mod format;
pub mod money;
pub mod pay_rule;
pub mod slip;
pub mod statement;
pub mod terms_file;

pub use checks::{Checked, LookAlike, checks};
pub use error::TermsError;
pub use money::Money;
pub use pay_rule::PayRule;
pub use slip::{Payroll, Slip, Status, payroll};
pub use terms_file::{Entry, Proof, TermsFile};
