(** * T4, both gain: monitoring and a contract together, in the model of n samples

    In words.  Take any effort eta whose first-best payoff lies above the flat wage's.  From some
    number of samples on a contract leaves the company strictly above the flat wage and, for every
    small rent r, one does so and leaves the annotator r above its outside option:

    - [monitoring_and_contract_gain]: with a contract whose premium is of order 1/n, as T6's linear
      pay has where it stays within the limits on pay ([T7_Limit.linear_attains]) or cut off at
      them ([T6_LimitedLiability.liable_upper]);
    - [monitoring_and_bonus_gain]: with a binary contract, a threshold on the count.

    Source.  This project; the claim is from Liu, Wang, Ma, Li, arXiv:2502.06387.

    Assumed.  As in those files. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature BestReply TwoPointPay CountDeviation.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T4_Complementarity T6_LinearRate T7_Limit T7_LimitInstances.
From FirstBest Require T5_BinaryRate T5_Binomial T5_BinomialLimit.
Open Scope R_scope.

(** ** Contracts in general *)

Section Together.
  Variables (q c V : R -> R) (eta d c1 U0 : R) (pay : R -> Prop) (h h1 h2 : R -> R).
  Hypothesis Heta : 0 < eta < 1.
  Hypothesis Hq : is_derive q eta d.
  Hypothesis Hd : 0 < d.
  Hypothesis Pq : probability (q eta).
  Hypothesis Hc : is_derive c eta c1.
  Hypothesis Hc1 : 0 <= c1.
  Hypothesis Sm : smooth_wage pay h h1 h2.
  Hypothesis Hu : pay (U0 + c eta).
  (** Some contract comes close to the premium K/n: [linear_attains], [liable_upper]. *)
  Hypothesis Close : forall k, h2 (U0 + c eta) < k -> attainable q c eta d c1 U0 pay h k.
  Hypothesis Worth : V 0 - h U0 < V eta - h (U0 + c eta).

  (** No utility that may be paid is the largest. *)
  Hypothesis Open : forall x, pay x -> exists g, 0 < g /\ pay (x + g).

  Lemma signals_complete s : In s (signals (length s)).
  Proof.
    induction s as [|[] s IH]; [left; reflexivity| |]; cbn [length signals]; apply in_or_app;
      [left|right]; apply in_map, IH.
  Qed.

  (** Finitely many utilities can be raised together. *)
  Lemma raised_paid (v : list bool -> R) l : interval pay -> (forall s, In s l -> pay (v s)) ->
    exists g, 0 < g /\ forall s r, In s l -> 0 <= r < g -> pay (v s + r).
  Proof.
    intros Hi; induction l as [|a l IH]; intros Py; [exists 1; split; [lra|contradiction]|].
    destruct (IH (fun s H => Py s (or_intror H))) as [g [g0 G]].
    destruct (Open (v a) (Py a (or_introl eq_refl))) as [g' [g'0 G']].
    exists (Rmin g g'); split; [apply Rmin_glb_lt; assumption|].
    intros s r [<-|S] Hr; pose proof (Rmin_l g g'); pose proof (Rmin_r g g').
    - apply (Hi (v a) (v a + r) (v a + g')); [apply Py; left; reflexivity|exact G'|lra].
    - apply G; [exact S|lra].
  Qed.

  Theorem monitoring_and_contract_gain : exists N, forall n, (N <= n)%nat ->
    exists most, 0 < most /\ forall r, 0 < r < most -> exists w : list bool -> R,
      (forall s, length s = n -> pay (w s)) /\ Samples.implements q c n w eta /\ U0 + r <= expect (q eta) n w - c eta /\
      V 0 - h U0 < V eta - expect (q eta) n (fun s => h (w s)).
  Proof.
    destruct Sm as [Hi D1 D2 Cv _ _].
    pose proof (information_pos (q eta) d Pq ltac:(lra)) as I0.
    set (k := h2 (U0 + c eta) + 1).
    assert (k0 : 0 < k) by (pose proof (Cv _ Hu); unfold k; lra).
    destruct (Close k ltac:(unfold k; lra)) as [C [Cp Up]].
    set (room := V eta - h (U0 + c eta) - (V 0 - h U0)).
    set (cost := k * (c1 * c1) / (2 * information (q eta) d) + C).
    assert (cost0 : 0 <= cost).
    { unfold cost; apply Rplus_le_le_0_compat; [|exact Cp].
      apply Rdiv_le_0_compat; [apply Rmult_le_pos; [lra|apply Rle_0_sqr]|lra]. }
    assert (room0 : 0 < room) by (unfold room; lra).
    destruct (Lib.Eventually.eventually_and _ _ (Lib.Eventually.eventually_ge (1 + (cost + 1) / room)) Up) as [N HN'].
    exists N; intros n Hn; destruct (HN' n Hn) as [HN [v [[Py [Im Pa]] Cost]]].
    assert (Z : 0 <= (cost + 1) / room) by (apply Rdiv_le_0_compat; lra).
    assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
    pose proof (lt_0_INR n n0) as N0.
    (* what it costs above the first best is less than the room *)
    assert (Less : cost / INR n < room).
    { apply Rmult_lt_reg_r with (INR n); [exact N0|].
      replace (cost / INR n * INR n) with cost by (field; lra).
      assert ((cost + 1) / room * room <= INR n * room) by (apply Rmult_le_compat_r; lra).
      replace ((cost + 1) / room * room) with (cost + 1) in H by (field; lra); lra. }
    assert (C / (INR n * INR n) <= C / INR n).
    { apply Rmult_le_compat_l; [exact Cp|]; apply Rinv_le_contravar; nra. }
    replace (k * (c1 * c1) / (2 * (INR n * information (q eta) d)))
      with (k * (c1 * c1) / (2 * information (q eta) d) / INR n) in Cost by (field; lra).
    replace (cost / INR n) with (k * (c1 * c1) / (2 * information (q eta) d) / INR n + C / INR n) in Less
      by (unfold cost; field; lra).
    destruct (both_gain (list bool) (signals n) (fun e => prob (q e)) (fun e _ => expect_const (q e) n 1)
      c V h U0 v eta) as [most [M0 M]].
    - split; [lra|]; intros e He; apply (Im e He).
    - exact Pa.
    - change (V 0 - h U0 < V eta - expect (q eta) n (fun s => h (v s))); unfold room in Less; lra.
    - intros s Hs; apply (ex_derive_continuous (V := R_NormedModule)); exists (h1 (v s)).
      apply D1, Py, signals_length, Hs.
    - destruct (raised_paid v (signals n) Hi (fun s H => Py s (signals_length n s H))) as [g [g0 G]].
      pose proof (Rmin_l most g) as L1; pose proof (Rmin_r most g) as L2.
      exists (Rmin most g); split; [apply Rmin_glb_lt; assumption|]; intros r Hr.
      destruct (M r ltac:(lra)) as [w [Ew [[_ W1] [W2 W3]]]].
      exists w; split; [|split; [exact W1|split; [exact W2|exact W3]]].
      intros s Hs; rewrite Ew; apply G; [rewrite <- Hs; apply signals_complete|lra].
  Qed.
End Together.

(** ** Binary contracts *)

(** A convex function rises by at most r times its rise over one unit. *)
Lemma convex_rise umin h x r : convex_from umin h -> umin <= x -> 0 <= r <= 1 ->
  h (x + r) <= h x + r * (h (x + 1) - h x).
Proof.
  intros Hc Hx Hr; pose proof (Hc x (x + 1) r Hx ltac:(lra) Hr) as C.
  replace ((1 - r) * x + r * (x + 1)) with (x + r) in C by ring; lra.
Qed.

Section Bonus.
  Variables (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R).
  Hypothesis Hconv : convex_from umin h.
  Hypothesis Hincr : nondecreasing_from umin h.
  Hypothesis HU0 : umin < U0.
  Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
  Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
  Hypothesis Conv : convex_in_agreement q c.
  Hypothesis Int : T5_Binomial.interior U0 h h1 q q1 c c1 eta.
  Hypothesis Worth : V 0 - h U0 < V eta - h (U0 + c eta).

  (** The company's payoff from the bonus [b] on passing [phi], and the annotator's. *)
  Notation fail n phi := (T5_Binomial.count_fail q n phi).
  Notation company n phi base b := (V eta - T5_BinaryRate.wage h (fail n phi) base b eta).

  Theorem monitoring_and_bonus_gain : Eventually.eventually (fun n =>
    exists most, 0 < most /\ forall r, 0 < r < most -> exists phi base b,
      T5_Binomial.test phi /\ T5_Binomial.binary_implements umin U0 q c n phi base b eta /\
      U0 + r <= base + b * (1 - fail n phi eta) - c eta /\ V 0 - h U0 < company n phi base b).
  Proof.
    pose proof (T5_Binomial.constant_pos U0 h h1 q q1 c c1 eta Int) as K0.
    set (K := T5_Binomial.binomial_constant U0 h h1 q q1 c c1 eta) in *.
    set (room := V eta - h (U0 + c eta) - (V 0 - h U0)).
    assert (room0 : 0 < room / 2) by (unfold room; lra).
    apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _
      (Eventually.eventually_below (K + 1) (room / 2) ltac:(lra) room0)
      (T5_BinomialLimit.deterministic_upper_near umin U0 h h1 q q1 c c1 Hconv HU0 Q01 Hcpos Conv eta Int 1 ltac:(lra))).
    intros n [[Rn Small] [m [base [b [Im Pr]]]]]; fold K in Pr.
    assert (Ht : T5_Binomial.test (below m)) by (intros k; apply below_range).
    set (phi := below m) in *.
    assert (F : 0 <= fail n phi eta <= 1).
    { destruct (T5_Binomial.effort_interior _ _ _ _ _ _ _ eta Int) as [E0 E1].
      apply mean_range; [apply Q01; lra|exact Ht]. }
    destruct Im as [Best Part Pb Lb].
    set (f := fail n phi eta) in *.
    set (rise := (1 - f) * (h (base + b + 1) - h (base + b)) + f * (h (base + 1) - h base)).
    assert (rise0 : 0 <= rise).
    { pose proof (Hincr (base + b) (base + b + 1) ltac:(lra) ltac:(lra)).
      pose proof (Hincr base (base + 1) Lb ltac:(lra)).
      unfold rise; apply Rplus_le_le_0_compat; apply Rmult_le_pos; lra. }
    set (most := Rmin 1 (room / 2 / (rise + 1))).
    assert (most0 : 0 < most) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
    exists most; split; [exact most0|]; intros r Hr.
    assert (r1 : r <= 1) by (apply Rle_trans with most; [lra|apply Rmin_l]).
    assert (r2 : r * rise < room / 2).
    { assert (S : r < room / 2 / (rise + 1)) by (apply Rlt_le_trans with most; [lra|apply Rmin_r]).
      apply Rmult_lt_compat_r with (r := rise + 1) in S; [|lra].
      replace (room / 2 / (rise + 1) * (rise + 1)) with (room / 2) in S by (field; lra); nra. }
    exists phi, (base + r), b; split; [exact Ht|split; [|split; fold f]].
    - split; try lra; fold f.
      + intros a Ha; specialize (Best a Ha); fold f in Best; lra.
      + fold f in Part; lra.
    - fold f in Part; lra.
    - unfold T5_Binomial.binary_premium, T5_BinaryRate.wage, T5_Binomial.utility in Pr; fold f in Pr.
      unfold T5_BinaryRate.wage; fold f.
      pose proof (convex_rise umin h (base + b) r Hconv ltac:(lra) ltac:(lra)) as C1.
      pose proof (convex_rise umin h base r Hconv Lb ltac:(lra)) as C2.
      replace (base + b + r) with (base + r + b) in C1 by ring.
      apply Rmult_le_compat_l with (r := 1 - f) in C1; [|lra].
      apply Rmult_le_compat_l with (r := f) in C2; [|lra].
      unfold rise in r2; unfold room in *; lra.
  Qed.
End Bonus.
