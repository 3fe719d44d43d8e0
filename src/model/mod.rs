//! The economics as data: an annotator, a company, and what the company can see.
//!
//! - annotator: E\[u(w)] − c(η), outside option U0, wages at least w_min ([`utility`], [`cost`]);
//! - company: V(η) − E\[w] ([`value`]);
//! - monitoring: S ~ Binomial(n, q(η)) agreements in n samples ([`monitoring`]).
//!
//! A [`Model`] has been checked: it can only be built through [`Model::new`] or [`Model::read`],
//! which refuse parts that break an assumption of the theory ([`Assumption`]), each with its own
//! message. No solver lives here.
//!
//! Source of the model: Liu, Wang, Ma, Li, *How Humans Help LLMs: Assessing and Incentivizing Human
//! Preference Annotators*, arXiv:2502.06387, sections 2 and 4.

pub mod cost;
pub mod monitoring;
pub mod utility;
pub mod value;

mod assumption;
mod assumptions;
mod economy;
pub mod family;
pub mod file;
mod money;
mod ranges;
mod unknown;

pub use assumption::Assumption;
pub use cost::EffortCost;
pub use economy::{Model, Parts};
pub use money::Money;
pub use monitoring::Monitoring;
pub use ranges::numbers;
pub use unknown::Unknown;
pub use utility::{EnclosedUtility, Utility};
pub use value::Value;
