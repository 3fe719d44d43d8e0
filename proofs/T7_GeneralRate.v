(** T7 (general rate), the bound for every contract.

    In words: however pay depends on the monitored signals, if pay v (in utility) has mean u and its mean rises with
    effort at the rate c' that incentives ask for, then it costs at least h(u) + m*c'^2/(2*I), where h is the wage that
    buys a utility, m its modulus of convexity on the utilities paid, and I the Fisher information of the signals.

    First for any finite space of signals with probabilities p, where the score g has mean 0 and variance I and the
    derivative of E[v] in effort is E[v*g]. Then for the model, in [model_lower_bound]: n independent monitored samples,
    any function v of the whole list as pay, effort eta a global best reply to it, participation as an inequality. There
    the score identity and I = n*I_1 are proved (Lib/Samples.v).
    Assumed: h nondecreasing and [curved] with modulus m on the utilities that may be paid (from h'' >= m, Lib/Curvature.v);
    q and c differentiable at eta, q' not 0.
    Source: the theorem's statement in src/theorem/t7_general_rate.rs. *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature.
Open Scope R_scope.

Section General.
  Variable A : Type.
  Variable space : list A.
  Variable p : A -> R.
  Hypothesis p_nonneg : forall s, In s space -> 0 <= p s.
  Hypothesis p_total : E A space p (fun _ => 1) = 1.

  Notation Ex := (E A space p).

  (** Information bound: Var v >= c'^2/I. *)
  Theorem info_bound : forall (v g : A -> R) (u i c : R),
    Ex v = u -> Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    Ex (fun s => v s * g s) = c ->
    c * c / i <= Ex (fun s => (v s - u) * (v s - u)).
  Proof.
    intros v g u i c Hv Hg Hi Hpos Hc.
    apply (cauchy_schwarz A space p p_nonneg (fun s => v s - u) g i c Hi Hpos).
    rewrite (E_ext A space p _ (fun s => v s * g s - u * g s)) by (intros; ring).
    rewrite E_minus, E_scale, Hg, Hc. ring.
  Qed.

  (** The cost of incentives for every contract. *)
  Theorem monitoring_lower_bound : forall (h : R -> R) (v g : A -> R) (u d m i c : R),
    0 <= m ->
    (forall s, In s space -> h u + d * (v s - u) + m / 2 * ((v s - u) * (v s - u)) <= h (v s)) ->
    Ex v = u -> Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    Ex (fun s => v s * g s) = c ->
    h u + m * (c * c) / (2 * i) <= Ex (fun s => h (v s)).
  Proof.
    intros h v g u d m i c Hm Hh Hv Hg Hi Hpos Hc.
    pose proof (info_bound v g u i c Hv Hg Hi Hpos Hc) as Hvar.
    pose proof (E_le A space p p_nonneg _ _ Hh) as Hle.
    rewrite E_plus, E_plus, E_scale, E_scale, E_minus in Hle.
    rewrite (E_const A space p (h u)), (E_const A space p u), p_total, Hv in Hle.
    assert (m * (c * c) / (2 * i) = m / 2 * (c * c / i)) as -> by (field; lra).
    assert (m / 2 * (c * c / i) <= m / 2 * Ex (fun s => (v s - u) * (v s - u))).
    { apply Rmult_le_compat_l; lra. }
    lra.
  Qed.

  (** Any prices (lambda, mu) bound the cost from below: the dual, with hstar any function above
      y*x - h(x) at the prices and pay that occur. *)
  Theorem fenchel_lower : forall (h hstar : R -> R) (v g : A -> R) (u c lambda mu : R),
    (forall s, In s space ->
       (lambda + mu * g s) * v s - h (v s) <= hstar (lambda + mu * g s)) ->
    Ex v = u -> Ex (fun s => v s * g s) = c ->
    lambda * u + mu * c - Ex (fun s => hstar (lambda + mu * g s)) <= Ex (fun s => h (v s)).
  Proof.
    intros h hstar v g u c lambda mu H Hv Hc.
    pose proof (E_le A space p p_nonneg _ _ H) as Hle.
    rewrite E_minus in Hle.
    rewrite (E_ext A space p _ (fun s => lambda * v s + mu * (v s * g s))) in Hle
      by (intros; ring).
    rewrite E_plus, 2 E_scale, Hv, Hc in Hle. lra.
  Qed.
End General.

(** ** The model: n independent monitored samples

    Any function v of the whole list of n signals; eta is a global best reply to it and the annotator accepts. *)

Section Samples.
  Variables (q c : R -> R) (eta d c1 : R).
  Hypothesis Heta : 0 < eta < 1.
  Hypothesis Hq : is_derive q eta d.
  Hypothesis Hd : d <> 0.
  Hypothesis Pq : probability (q eta).
  Hypothesis Hc : is_derive c eta c1.

  (** Every contract that implements eta varies by at least c'^2/(n I) in utility. *)
  Theorem model_info_bound : forall n v, (0 < n)%nat -> implements q c n v eta ->
    c1 * c1 / (INR n * information (q eta) d) <=
    expect (q eta) n (fun s => (v s - expect (q eta) n v) * (v s - expect (q eta) n v)).
  Proof.
    intros n v Hn Im; apply lt_INR in Hn; simpl in Hn.
    pose proof (information_pos (q eta) d Pq Hd) as I0.
    apply (info_bound (list bool) (signals n) (prob (q eta))
      (fun s _ => prob_nonneg (q eta) s ltac:(destruct Pq; lra)) v (score (q eta) d)).
    - reflexivity.
    - apply score_mean; exact Pq.
    - apply score_square; exact Pq.
    - apply Rmult_lt_0_compat; assumption.
    - apply (first_order q c n v eta d c1); assumption.
  Qed.

  (** What every contract costs, for every n: the premium over the first best h(U0 + c(eta)) is at least
      m c'^2/(2 n I), m the least curvature of h on the utilities that may be paid. *)
  Theorem model_lower_bound : forall pay h m U0 n v,
    (0 < n)%nat -> 0 <= m -> interval pay -> curved pay h m ->
    (forall x y, pay x -> pay y -> x <= y -> h x <= h y) -> pay (U0 + c eta) ->
    (forall s, length s = n -> pay (v s)) ->
    implements q c n v eta -> participates q c U0 n v eta ->
    h (U0 + c eta) + m * (c1 * c1) / (2 * (INR n * information (q eta) d)) <=
    expect (q eta) n (fun s => h (v s)).
  Proof.
    intros pay h m U0 n v Hn Hm Hi Hh Mono Hu Hv Im Pa; apply lt_INR in Hn; simpl in Hn.
    pose proof (information_pos (q eta) d Pq Hd) as I0.
    assert (Q01 : 0 <= q eta <= 1) by (destruct Pq; lra).
    set (u := expect (q eta) n v).
    assert (Pu : pay u) by (apply mean_is_pay; assumption).
    destruct (Hh u Pu) as [s Hs].
    apply Rle_trans with (h u + m * (c1 * c1) / (2 * (INR n * information (q eta) d))).
    { apply Rplus_le_compat_r, Mono; try assumption; unfold participates in Pa; fold u in Pa; lra. }
    apply (monitoring_lower_bound (list bool) (signals n) (prob (q eta))
      (fun s _ => prob_nonneg (q eta) s Q01) (expect_const (q eta) n 1) h v (score (q eta) d) u s);
      try assumption.
    - intros l Hl; apply Hs, Hv, signals_length, Hl.
    - reflexivity.
    - apply score_mean; exact Pq.
    - apply score_square; exact Pq.
    - apply Rmult_lt_0_compat; assumption.
    - apply (first_order q c n v eta d c1); assumption.
  Qed.
End Samples.
