(** * Least upper bounds of what may be reached with n samples, and their limits

    In words.  [P n x]: x may be reached with n samples.  [suprema P best]: from some n on best n is the least upper bound
    of P n; [infima] likewise.  Such a sequence exists where, from some n on, P n has a member and a bound, and it lies
    between every value from some member's on and every bound ([suprema_exist], [infima_exist]); any two agree from some n
    on ([suprema_unique]).  [gap_tends P r first K]: r(n) (first - sup P n) tends to K; [premium_tends] likewise from
    below.  [exponent_of]: gaps that fall exponentially.  No theorem speaks of a supremum without its being one.

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually Nearby.
Open Scope R_scope.

Definition is_glb (P : R -> Prop) (g : R) : Prop :=
  (forall x, P x -> g <= x) /\ forall b, (forall x, P x -> b <= x) -> b <= g.

Definition suprema (P : nat -> R -> Prop) (best : nat -> R) : Prop := eventually (fun n => is_lub (P n) (best n)).
Definition infima (P : nat -> R -> Prop) (least : nat -> R) : Prop := eventually (fun n => is_glb (P n) (least n)).

(** From some n on, P n has a member that is l(n) or more, and no member above b(n). *)
Definition reaches (P : nat -> R -> Prop) (l b : nat -> R) : Prop := eventually (fun n =>
  (exists x, P n x /\ l n <= x) /\ forall y, P n y -> y <= b n).
(** And one that is b(n) or less, and none below l(n). *)
Definition costs (P : nat -> R -> Prop) (l b : nat -> R) : Prop := eventually (fun n =>
  (exists x, P n x /\ x <= b n) /\ forall y, P n y -> l n <= y).

Lemma lub_between (P : R -> Prop) best l b : is_lub P best -> (exists x, P x /\ l <= x) ->
  (forall y, P y -> y <= b) -> l <= best <= b.
Proof.
  intros [U L] [x [X Lx]] B; split; [apply Rle_trans with (1 := Lx), U, X|apply L; intros y Y; apply B, Y].
Qed.

Lemma lub_exists (P : R -> Prop) b : (exists x, P x) -> (forall y, P y -> y <= b) -> is_lub P (real (Lub_Rbar P)).
Proof.
  intros [x X] B; destruct (Lub_Rbar_correct P) as [U L].
  assert (T : Rbar_le (Lub_Rbar P) b) by (apply L; intros y Y; apply B, Y).
  pose proof (U x X) as Ux; destruct (Lub_Rbar P) as [g| |]; simpl in *; try contradiction.
  split; [intros y Y; exact (U y Y)|intros c C; apply (L (Finite c)); intros y Y; apply C, Y].
Qed.

Theorem suprema_exist P : (exists l b, reaches P l b) ->
  exists best, suprema P best /\ forall l b, reaches P l b -> eventually (fun n => l n <= best n <= b n).
Proof.
  intros [l0 [b0 R0]]; exists (fun n => real (Lub_Rbar (P n))).
  assert (S : suprema P (fun n => real (Lub_Rbar (P n)))).
  { apply eventually_impl with (2 := R0); intros n [[x [X _]] B]; apply (lub_exists _ (b0 n)); [exists x; exact X|exact B]. }
  split; [exact S|]; intros l b R; apply eventually_impl with (2 := eventually_and _ _ S R).
  intros n [L [X B]]; apply (lub_between (P n)); assumption.
Qed.

Theorem suprema_unique P best best' : suprema P best -> suprema P best' -> eventually (fun n => best n = best' n).
Proof.
  intros S S'; apply eventually_impl with (2 := eventually_and _ _ S S').
  intros n [[U L] [U' L']]; apply Rle_antisym; [apply L, U'|apply L', U].
Qed.

(** Greatest lower bounds are least upper bounds of the negatives. *)
Lemma glb_of_lub P best : suprema (fun n x => P n (- x)) best -> infima P (fun n => - best n).
Proof.
  intros S; apply eventually_impl with (2 := S); intros n [U L]; split.
  - intros x X; assert (- x <= best n); [|lra]; apply U; rewrite Ropp_involutive; exact X.
  - intros b B; assert (best n <= - b); [|lra]; apply L; intros y Y; specialize (B _ Y); lra.
Qed.

Theorem infima_exist P : (exists l b, costs P l b) ->
  exists least, infima P least /\ forall l b, costs P l b -> eventually (fun n => l n <= least n <= b n).
Proof.
  assert (Flip : forall l b, costs P l b -> reaches (fun n x => P n (- x)) (fun n => - b n) (fun n => - l n)).
  { intros l b C; apply eventually_impl with (2 := C); intros n [[x [X Lx]] B]; split.
    - exists (- x); split; [rewrite Ropp_involutive; exact X|lra].
    - intros y Y; specialize (B _ Y); lra. }
  intros [l [b C]]; destruct (suprema_exist (fun n x => P n (- x))) as [best [S B]].
  { exists (fun n => - b n), (fun n => - l n); apply Flip, C. }
  exists (fun n => - best n); split; [apply glb_of_lub, S|].
  intros l' b' C'; apply eventually_impl with (2 := B _ _ (Flip _ _ C')); intros n; lra.
Qed.

(** ** Limits *)

Definition gap_tends (P : nat -> R -> Prop) (r : nat -> R) (first : R) (K : Rbar) : Prop :=
  exists best, suprema P best /\ is_lim_seq (fun n => r n * (first - best n)) K.
Definition premium_tends (P : nat -> R -> Prop) (r : nat -> R) (last : R) (K : Rbar) : Prop :=
  exists least, infima P least /\ is_lim_seq (fun n => r n * (least n - last)) K.

Theorem gap_tends_of P r first (K : R) : (forall eps, 0 < eps -> eventually (fun n => 0 < r n /\
    (exists x, P n x /\ first - (K + eps) / r n <= x) /\ forall y, P n y -> y <= first - (K - eps) / r n)) ->
  gap_tends P r first K.
Proof.
  intros H.
  assert (R : forall eps, 0 < eps -> reaches P (fun n => first - (K + eps) / r n) (fun n => first - (K - eps) / r n)).
  { intros eps E0; apply eventually_impl with (2 := H eps E0); intros n [_ G]; exact G. }
  destruct (suprema_exist P) as [best [S B]]; [eexists; eexists; apply (R 1); lra|].
  exists best; split; [exact S|]; apply limit_of_between; intros eps E0.
  apply eventually_impl with (2 := eventually_and _ _ (H eps E0) (B _ _ (R eps E0))).
  intros n [[R0 _] G]; split; [exact R0|lra].
Qed.

Theorem premium_tends_of P r last (K : R) : (forall eps, 0 < eps -> eventually (fun n => 0 < r n /\
    (exists x, P n x /\ x <= last + (K + eps) / r n) /\ forall y, P n y -> last + (K - eps) / r n <= y)) ->
  premium_tends P r last K.
Proof.
  intros H.
  assert (R : forall eps, 0 < eps -> costs P (fun n => last + (K - eps) / r n) (fun n => last + (K + eps) / r n)).
  { intros eps E0; apply eventually_impl with (2 := H eps E0); intros n [_ G]; exact G. }
  destruct (infima_exist P) as [least [S B]]; [eexists; eexists; apply (R 1); lra|].
  exists least; split; [exact S|]; apply limit_of_between; intros eps E0.
  apply eventually_impl with (2 := eventually_and _ _ (H eps E0) (B _ _ (R eps E0))).
  intros n [[R0 _] G]; split; [exact R0|lra].
Qed.

(** Exponents: the gap lies between exp(-n(K + eps)) and exp(-n(K - eps)) from some n on, whatever eps. *)
Theorem exponent_of P first K : (forall eps, 0 < eps ->
    reaches P (fun n => first - exp (- (INR n * (K - eps)))) (fun n => first - exp (- (INR n * (K + eps))))) ->
  exists second, suprema P second /\ forall eps, 0 < eps -> eventually (fun n =>
    exp (- (INR n * (K + eps))) <= first - second n <= exp (- (INR n * (K - eps)))).
Proof.
  intros H; destruct (suprema_exist P) as [best [S B]]; [eexists; eexists; apply (H 1); lra|].
  exists best; split; [exact S|]; intros eps E0; apply eventually_impl with (2 := B _ _ (H eps E0)); intros n; lra.
Qed.
