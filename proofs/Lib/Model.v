(** * The model that every theorem about samples and contracts speaks of

    In words.  The company monitors n samples of an annotator's work.  Each is an agreement ([true]) with probability
    q(e), e in [0, 1] the annotator's effort, independently.  A contract v gives for each list of n signals the utility
    of the wage that is paid then; the wage that buys a utility x is h(x).  Effort costs the annotator c(e) and is worth
    V(e) to the company.

    - [expect q n v] is the mean of v over lists of n signals; [count] the number of agreements in one.
    - [score], [information]: slope of the log-likelihood of a list in effort, where q' = d; Fisher information of one
      signal about effort, d^2/(q(1-q)).
    - [implements]: an effort is a best reply to a contract among all efforts; [participates]: the annotator is left
      the outside option U0 or more; [admissible]: both, and every utility paid is one that may be paid.
    - [payoff]: what the company keeps.  [full_payoff]: the same with effort seen, where it pays the flat wage that buys
      U0 + c(e); [first_best]: at the effort eta that is best then.
    - [payoffs]: what the company can reach with a class of contracts, whatever effort it chooses; its supremum is the
      second best of that class, and the gap is what is left to the first best.

    Definitions only; Samples.v holds their first properties.  Source: theory of this project, notation. *)

From Coq Require Import Reals List.
From FirstBest.Lib Require Import Finite.
Import ListNotations.
Open Scope R_scope.

(** ** Signals *)

(** All lists of n signals, and the probability of one. *)
Fixpoint signals (n : nat) : list (list bool) :=
  match n with
  | O => [[]]
  | S m => map (cons true) (signals m) ++ map (cons false) (signals m)
  end.

Fixpoint prob (q : R) (s : list bool) : R :=
  match s with
  | [] => 1
  | b :: t => (if b then q else 1 - q) * prob q t
  end.

Definition expect (q : R) (n : nat) (v : list bool -> R) : R := E (list bool) (signals n) (prob q) v.

(** Number of agreements. *)
Fixpoint count (s : list bool) : nat :=
  match s with [] => O | true :: t => S (count t) | false :: t => count t end.

(** Derivative of the log-likelihood in effort, where q' = d; the list's is the sum. *)
Definition sample_score (q d : R) (b : bool) : R := if b then d / q else - (d / (1 - q)).

Fixpoint score (q d : R) (s : list bool) : R :=
  match s with [] => 0 | b :: t => sample_score q d b + score q d t end.

(** Fisher information of one sample. *)
Definition information (q d : R) : R := d * d / (q * (1 - q)).

(** ** Contracts *)

(** Pay v, in utility, makes eta a global best reply; it leaves the annotator at least U0. *)
Definition implements (q c : R -> R) (n : nat) (v : list bool -> R) (eta : R) : Prop :=
  forall e, 0 <= e <= 1 -> expect (q e) n v - c e <= expect (q eta) n v - c eta.

Definition participates (q c : R -> R) (U0 : R) (n : nat) (v : list bool -> R) (eta : R) : Prop :=
  U0 <= expect (q eta) n v - c eta.

(** Both, and what v pays on n signals is within the limits on pay (limited liability, a bound of utility). *)
Definition admissible (q c : R -> R) (eta U0 : R) (pay : R -> Prop) (n : nat) (v : list bool -> R) : Prop :=
  (forall s, length s = n -> pay (v s)) /\ implements q c n v eta /\ participates q c U0 n v eta.

(** ** What the company keeps *)

Definition payoff (q V h : R -> R) (n : nat) (e : R) (v : list bool -> R) : R :=
  V e - expect (q e) n (fun s => h (v s)).

(** With effort seen, the wage is flat: the first best. *)
Definition full_payoff (c V : R -> R) (U0 : R) (h : R -> R) (e : R) : R := V e - h (U0 + c e).
Definition first_best (c V : R -> R) (eta U0 : R) (h : R -> R) : R := full_payoff c V U0 h eta.

(** What contracts of a class reach, each with an effort that it makes a best reply. *)
Definition payoffs (q c V : R -> R) (U0 : R) (pay : R -> Prop) (h : R -> R) (class : (list bool -> R) -> Prop)
  (n : nat) (x : R) : Prop :=
  exists e v, 0 <= e <= 1 /\ class v /\ admissible q c e U0 pay n v /\ x = payoff q V h n e v.

Definition any_contract (v : list bool -> R) : Prop := True.
