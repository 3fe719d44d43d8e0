//! Labels in, care out: agreement, effort, intervals, traps, advice.

mod advice;
mod agreement;
mod copying;
mod exports;
mod few_annotators;
mod intervals;
mod label_advice;
mod label_cases;
mod label_files;
mod malformed;
mod models;
mod order;
mod parquet;
mod real_labels;
mod reward;
mod sample_size;
mod signals;
mod suspect_labels;
mod together;
mod traps;
