//! From labels to annotators: label tables, the label model, estimators and tests of effort.
//!
//! The label model: on item x annotator a is careful with probability η (the effort) and then
//! prefers the first response with probability p_a(x), and otherwise tosses a fair coin,
//! independently each time, so P(label = 1 | x) = ½ + η(p_a(x) − ½). Excess agreement is 2q − 1 for
//! an agreement probability q: with oneself on a second look κ_s η², κ_s = E\[(2p_a − 1)²]; with an
//! expert κ_e η, κ_e = E\[(2p_a − 1)(2p_e − 1)]; with a peer κ_p η_a η_b.

pub mod advice;
pub mod agreement;
pub mod assess;
pub mod assessment;
pub mod assistant;
pub mod basis;
mod best;
pub mod blindness;
pub mod bootstrap;
pub mod careful_peers;
pub(crate) mod circular;
pub mod classes;
pub mod copying;
pub mod coverage;
pub mod dawid_skene;
pub mod effort;
pub mod groups;
mod identification;
pub mod index;
pub mod interval;
mod judging;
pub mod kappa;
pub mod label_model;
pub mod logistic;
pub mod patterns;
pub mod peer_likelihood;
pub mod peers;
pub mod profile_likelihood;
pub mod question;
pub mod random;
mod reports;
pub mod reward;
pub mod reward_limits;
pub mod sample_size;
pub mod signals;
pub mod standing;
pub mod summary;
pub mod sums;
mod tells_more;
pub mod traps;
pub mod trend;
pub mod verdict;
