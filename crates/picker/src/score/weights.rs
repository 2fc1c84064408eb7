//! The weights and thresholds of the score: see docs/engine.md.

use crate::outcome::Aspect;

/// Weights of what is asked for. Half of all newcomers choose by topic, a
/// third by language or region (King 2025): topics and text weigh most.
pub(super) const TOPICS: f64 = 4.0;
pub(super) const TEXT: f64 = 4.0;
pub(super) const LANGUAGE: f64 = 2.0;
pub(super) const BROWSER_LANGUAGE: f64 = 1.5;
pub(super) const SIGN_UP: f64 = 1.5;
pub(super) const SIZE: f64 = 1.5;
pub(super) const REGION: f64 = 1.0;
pub(super) const LEGAL_FORM: f64 = 0.75;
pub(super) const AGE: f64 = 0.75;
pub(super) const GENERAL: f64 = 1.5;
/// What is not wanted.
pub(super) const UNWANTED: f64 = 2.0;
/// What a server has of that which says nothing of the unwanted, neither for it
/// nor against it.
pub(super) const SILENT_ON_UNWANTED: f64 = 0.8;
/// From this value on a server is about what is not wanted, and comes after all
/// others.
pub(super) const ABOUT_UNWANTED: f32 = 0.2;
/// The places of the first unit of the free text among the bits of what a server
/// covers; those below are the topics asked for.
pub(crate) const FIRST_UNIT: usize = 16;
/// Where nothing is asked for, being for everybody is the whole subject.
pub(super) const GENERAL_ONLY: f64 = 4.0;
/// Weights of what is always looked at.
pub(super) const ACTIVITY: f64 = 0.5;
pub(super) const NEWCOMERS: f64 = 0.25;
pub(super) const SOFTWARE: f64 = 0.25;

/// A subject that nobody matches is best at home at a server for everybody.
pub(super) const ANY_SUBJECT: f64 = 0.1;
/// A fact that is not known is neither held against a server nor for it.
pub(super) const UNKNOWN: f64 = 0.3;
/// The second language of a server is a little less its language.
pub(super) const SECOND_LANGUAGE: f64 = 0.95;
/// The share of the best met one of several languages, or topics, asked for.
pub(crate) const BEST_LANGUAGE: f64 = 0.8;
pub(crate) const BEST_TOPIC: f64 = 0.75;
/// Each further language of the browser counts so much of the one before.
pub(super) const BROWSER_RANK: f64 = 0.9;
/// The browser's languages beside that of the words typed: too little to be drawn
/// from as equals (see `AS_FLUENT` in `choose.rs`).
pub(super) const BESIDE_WORDS: f64 = 0.6;
/// From these values on a topic and a text are met.
pub(super) const TOPIC_MET: f64 = 0.4;
pub(super) const TEXT_MET: f64 = 0.25;

pub(crate) const ASPECTS: usize = Aspect::ALL.len();

/// Wishes as bits of [`Scored::unmet`], in the order of the first eight
/// aspects.
pub(crate) const WISHES: usize = 8;
