(** * T8 discrete-rate, finitely many efforts

    In words.  The target effort (cost c1, agreement probability q1) is to be preferred to every
    effort of a finite list, each cheaper and with a smaller probability of agreement.  Then the
    least premium of a binary contract is exp(-n KL + o(n)) with KL = KL(q0, q1), q0 the largest
    of the lower efforts' probabilities ([discrete_rate_many]); it is the smallest of the
    divergences KL(q_i, q1) ([KL_nearest]): the nearest effort is the hardest to exclude.

    Source.  Frick, Iijima, Ishii, Monitoring with Rich Data.

    Assumed.  As T8_DiscreteRate.v, for each lower effort. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Eventually TwoPointPay.
From FirstBest Require Import T8_DiscreteRate.
Open Scope R_scope.

(** The divergence from the target falls as the lower effort comes nearer. *)
Lemma KL_nearest qi q0 q1 : probability qi -> probability q0 -> probability q1 ->
  qi <= q0 -> q0 <= q1 -> KL q0 q1 <= KL qi q1.
Proof.
  intros [I0 I1] [A0 A1] [B0 B1] L M.
  assert (Split : KL qi q1 = KL qi q0 + (qi * ln (q0 / q1) + (1 - qi) * ln ((1 - q0) / (1 - q1)))).
  { unfold KL, log_up, log_down.
    replace (qi / q1) with (qi / q0 * (q0 / q1)) by (field; lra).
    replace ((1 - qi) / (1 - q1)) with ((1 - qi) / (1 - q0) * ((1 - q0) / (1 - q1))) by (field; lra).
    rewrite !ln_mult by (apply Rdiv_lt_0_compat; lra); ring. }
  assert (P : 0 <= KL qi q0).
  { destruct (Req_dec qi q0) as [<-|N].
    - unfold KL, log_up, log_down.
      replace (qi / qi) with 1 by (field; lra); replace ((1 - qi) / (1 - qi)) with 1 by (field; lra).
      rewrite ln_1; lra.
    - left; apply KL_pos; try assumption; split; assumption. }
  destruct (log_up_sign q0 q1 (conj A0 A1) (conj B0 B1)) as [S _]; specialize (S M).
  unfold log_up, log_down in S.
  rewrite Split; unfold KL at 1, log_up, log_down; nra.
Qed.

Lemma eventually_all (A : Type) (P : A -> nat -> Prop) l :
  (forall a, In a l -> eventually (P a)) -> eventually (fun n => forall a, In a l -> P a n).
Proof.
  induction l as [|a l IH]; intros H; [exists O; intros n _ x []|].
  apply eventually_impl with (2 := eventually_and _ _ (H a (or_introl eq_refl))
    (IH (fun x X => H x (or_intror X)))).
  intros n [Ha Hl] x [<-|X]; [exact Ha|apply Hl; exact X].
Qed.

Section ManyEfforts.
Variables (umin U0 c1 q1 s : R) (h : R -> R).
(** The lower efforts: cost and probability of agreement. *)
Variable efforts : list (R * R).
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis Hs : is_derive h (U0 + c1) s.
Hypothesis Hslope : 0 < s.
Hypothesis Hq1 : probability q1.
Hypothesis Lower : forall ci qi, In (ci, qi) efforts ->
  probability qi /\ qi < q1 /\ ci < c1 /\ umin < U0 + ci.
(** The nearest one. *)
Variables (c0 q0 : R).
Hypothesis Nearest : In (c0, q0) efforts.
Hypothesis Largest : forall ci qi, In (ci, qi) efforts -> qi <= q0.
Hypothesis Hcurved : 0 < cost_step U0 c0 c1 s h.

(** The target is preferred to every lower effort, the annotator takes part, pay is within its limit. *)
Definition implements_against_all (n : nat) (phi : nat -> R) (base b : R) : Prop :=
  forall ci qi, In (ci, qi) efforts -> implements_target umin U0 ci c1 qi q1 n phi base b.

Theorem nearest_is_least ci qi : In (ci, qi) efforts -> KL q0 q1 <= KL qi q1.
Proof.
  intros H; destruct (Lower ci qi H) as [P _]; destruct (Lower c0 q0 Nearest) as [P0 [L _]].
  apply KL_nearest; try assumption; [apply (Largest ci), H|lra].
Qed.

Theorem discrete_rate_many eps : 0 < eps -> eventually (fun n =>
  (exists phi base b, test phi /\ b <= room umin U0 c1 /\ implements_against_all n phi base b /\
     target_wage q1 h n phi base b - h (u1 U0 c1) <= exp (- (INR n * (KL q0 q1 - eps)))) /\
  (forall phi base b, test phi -> implements_against_all n phi base b ->
     exp (- (INR n * (KL q0 q1 + eps))) <= target_wage q1 h n phi base b - h (u1 U0 c1))).
Proof.
  intros He; destruct (Lower c0 q0 Nearest) as [P0 [L0 [C0 U]]].
  apply eventually_and.
  2:{ apply eventually_impl with (2 := discrete_rate umin U0 c0 c1 q0 q1 s h Hconv Hincr Hs P0 Hq1 C0 U L0
        Hslope Hcurved eps He).
      intros n [_ Low] phi base b Ht Im; apply Low; [exact Ht|apply Im, Nearest]. }
  destruct (KL_near q0 q1 (eps / 2) P0 Hq1 L0 ltac:(lra)) as [x [Hx Kx]].
  assert (Px : probability x) by (destruct P0, Hq1; unfold probability; lra).
  assert (K1 : 0 < KL x q1) by (apply KL_pos; try assumption; lra).
  set (B := room umin U0 c1) in *.
  assert (Bp : 0 < B) by (unfold B, room, u1; lra).
  set (D := bregman h (u1 U0 c1) s B + bregman h (u1 U0 c1) s (- B)).
  assert (D0 : 0 <= D).
  { assert (Hu : umin <= u1 U0 c1) by (unfold u1; lra).
    pose proof (bregman_nonneg umin h (u1 U0 c1) s Hconv Hu Hs B ltac:(unfold B, room; lra)).
    pose proof (bregman_nonneg umin h (u1 U0 c1) s Hconv Hu Hs (- B) ltac:(lra)); unfold D; lra. }
  (* the same threshold excludes every lower effort *)
  assert (All : eventually (fun n => forall a, In a efforts ->
    exp (- (INR n * KL x q1)) + exp (- (INR n * KL x (snd a))) <= 1 - step (fst a) c1 / B)).
  { apply eventually_all; intros [ci qi] H; cbn [fst snd].
    destruct (Lower ci qi H) as [Pi [Li [Ci Ui]]]; pose proof (Largest ci qi H) as Lq.
    assert (Ki : 0 < KL x qi) by (apply KL_pos; try assumption; lra).
    assert (Q : 0 < 1 - step ci c1 / B).
    { assert (step ci c1 / B < 1); [|lra].
      apply Rmult_lt_reg_r with B; [exact Bp|].
      replace (step ci c1 / B * B) with (step ci c1) by (field; lra).
      unfold step, B, room, u1; lra. }
    apply eventually_impl with (2 := eventually_and _ _
      (eventually_small ((1 - step ci c1 / B) / 2) (KL x q1) ltac:(lra) K1)
      (eventually_small ((1 - step ci c1 / B) / 2) (KL x qi) ltac:(lra) Ki)).
    intros n [H1 H2]; lra. }
  apply eventually_impl with (2 := eventually_and _ _ All
    (eventually_small (/ (1 + D)) (eps / 2) ltac:(apply Rinv_0_lt_compat; lra) ltac:(lra))).
  intros n [HA H3].
  destruct (discrete_premium_upper umin U0 c0 c1 q0 q1 s h Hconv Hs P0 Hq1 C0 U x n Hx (HA _ Nearest))
    as [base [Im W]]; fold B D in W; fold B in Im.
  exists (threshold x n), base, B; split; [apply threshold_test|split; [apply Rle_refl|split]].
  - intros ci qi H; destruct (Lower ci qi H) as [Pi [Li [Ci Ui]]]; pose proof (Largest ci qi H) as Lq.
    destruct Im as [_ I2 I3 I4]; split; try assumption.
    destruct (chernoff_bound qi q1 Pi Hq1 x n ltac:(lra)) as [F1 F0].
    specialize (HA _ H); cbn [fst snd] in HA.
    set (f1 := mean q1 n (threshold x n)) in *; set (fi := mean qi n (threshold x n)) in *.
    assert (step ci c1 <= B * (fi - f1)).
    { apply Rle_trans with (B * (step ci c1 / B)); [apply Req_le; field; lra|].
      apply Rmult_le_compat_l; lra. }
    unfold step in *; lra.
  - apply Rle_trans with (exp (- (INR n * KL x q1)) * D); [lra|].
    pose proof (pos_INR n) as N0.
    apply Rle_trans with (exp (- (INR n * (KL q0 q1 - eps / 2))) * D).
    { apply Rmult_le_compat_r; [exact D0|].
      assert (L : - (INR n * KL x q1) <= - (INR n * (KL q0 q1 - eps / 2))) by nra.
      destruct L as [L|L]; [left; apply exp_increasing; exact L|rewrite L; lra]. }
    replace (- (INR n * (KL q0 q1 - eps / 2)))
      with (- (INR n * (KL q0 q1 - eps)) + - (INR n * (eps / 2))) by field.
    rewrite exp_plus, Rmult_assoc.
    rewrite <- (Rmult_1_r (exp (- (INR n * (KL q0 q1 - eps))))) at 2.
    apply Rmult_le_compat_l; [left; apply exp_pos|].
    apply Rle_trans with (/ (1 + D) * D); [apply Rmult_le_compat_r; assumption|].
    apply Rmult_le_reg_l with (1 + D); [lra|].
    rewrite <- Rmult_assoc, Rinv_r by lra; lra.
Qed.
End ManyEfforts.
