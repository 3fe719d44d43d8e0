//! Verified numerical contract design: pay contracts for human preference annotators, how far each
//! falls short of the first best, and evidence for the numbers.
//!
//! ```
//! use firstbest::contract::{Class, FirstBest, constants};
//! use firstbest::input::Source;
//! use firstbest::model::Model;
//!
//! let model = Model::from_source(&Source::from_text("example", r#"
//! utility = { family = "power", gamma = 0.5 }       # u(w) = sqrt(w) on w >= 0
//! cost = { scale = 0.2, exponent = 3.0 }            # c(e) = 0.2 e^3
//! monitoring = { scheme = "expert", kappa = 0.8 }   # q(e) = 1/2 + 0.4 e
//! value = { slope = 0.3 }                           # V(e) = 0.3 e
//! reservation = { utility = 0.3 }                   # U0
//! "#))?;
//! let first_best = FirstBest::of(&model)?;
//! let linear = Class::Linear.solve(&first_best, 10_000)?;
//! // T6: n·gap is close to its sharp constant.
//! let scaled = 10_000.0 * linear.gap.total();
//! assert!((scaled / constants::linear(&first_best) - 1.0).abs() < 0.01);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//! Each may use those above it, none below.
//!
//! | module | knows |
//! |---|---|
//! | [`numerics`] | intervals, binomial and normal tails, quadrature, roots, an ordered parallel map |
//! | [`lp`] | linear programs as data, solvers behind one trait, certificates, MPS files |
//! | [`mod@print`] | numbers as text, tables, TeX, whole files, what is up to date |
//! | [`plot`] | figures: axes, labels, legends; SVG, PDF and PNG |
//! | [`input`] | TOML with located complaints, lists of sample sizes |
//! | [`model`] | utility, cost, value, monitoring; a validated [`model::Model`] |
//! | [`contract`] | estimates: first best; binary, linear and general contracts; best replies |
//! | [`bounds`] | proofs: an interval that holds the gap of the best contract of a class |
//! | [`labels`] | label files and the table they fill |
//! | [`annotation`] | the label model, estimators and tests of effort |
//! | [`design`] | number of samples and contract for a price or a target; sheets of terms |
//! | [`rates`] | candidate rates, regression, selection, simulated gaps |
//! | [`sweep`] | grids of models, shards, results that merge |
//! | [`curves`] | gaps, pay and replies of one's own models as figures and tables |
//! | [`proof`] | what Coq has checked, and the files it is given |
//! | [`theorem`] | statement, assumptions and evidence of each theorem |
//! | [`paper`] | the figures, the report and the manuscript, made from that evidence |
//! | [`command`] | the command line |
#![warn(missing_docs)]

pub mod annotation;
pub mod bounds;
pub mod command;
pub mod contract;
pub mod curves;
pub mod design;
pub mod guide;
pub mod input;
pub mod labels;
pub mod lp;
pub mod model;
pub mod numerics;
pub mod paper;
pub mod plot;
pub mod print;
pub mod proof;
pub mod rates;
pub mod sweep;
pub mod theorem;
